package io.tern.orchestrator.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file that holds a key: for its owner, and to read for his group, as clusters mount secrets. */
public final class KeyFile {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private KeyFile() {}

  /**
   * Looks at who may read and write it.
   *
   * @param what it is, for the message
   * @throws IOException if it cannot be read, or is open to others
   */
  public static void check(String what, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(what + ": " + file + " cannot be read");
    }
    Set<PosixFilePermission> granted = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    granted.retainAll(OTHERS);
    if (!granted.isEmpty()) {
      throw new IOException(what + ": " + file + " is open to others (expected: chmod 600)");
    }
  }
}
