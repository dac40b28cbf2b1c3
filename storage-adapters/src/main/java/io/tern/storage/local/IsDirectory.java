package io.tern.storage.local;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A directory stands where a file was meant. */
final class IsDirectory extends FileSystemException {
  IsDirectory(Path path) {
    super(path.toString(), null, "Is a directory");
  }
}
