package io.tern.storage.local;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The one directory whose files may be touched. A URL's path is taken below it; {@code ..}, however
 * it is spelled, and symbolic links anywhere on the way are refused. Who may write in the directory
 * from elsewhere could still exchange a directory for a link between the look and the use, so it
 * must belong to Tern alone.
 */
final class Root {
  private final Path directory;

  /**
   * @throws IOException if there is no such directory
   */
  Root(Path directory) throws IOException {
    this.directory = directory.toRealPath();
  }

  /**
   * The file that {@code url} names; it need not exist.
   *
   * @throws IOException if it lies elsewhere or behind a link
   */
  Path of(String url) throws IOException {
    Path file = below(url);
    Path at = directory;
    for (Path part : directory.relativize(file)) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        throw new AccessDeniedException(url, null, "a symbolic link is on the way");
      }
    }
    return file;
  }

  private Path below(String url) throws IOException {
    String path = decoded(url);
    for (String part : path.split("/", -1)) {
      if (part.equals("..") || part.equals(".")) {
        throw new AccessDeniedException(url, null, "the path leaves its place");
      }
    }
    try {
      Path file = directory.resolve(path.replaceFirst("^/+", ""));
      if (!file.startsWith(directory)) {
        throw new AccessDeniedException(url, null, "the path leaves its place");
      }
      return file;
    } catch (InvalidPathException e) {
      throw new AccessDeniedException(url, null, e.getReason());
    }
  }

  private static String decoded(String url) throws IOException {
    int host = url.indexOf("://") + 3;
    int path = url.indexOf('/', host);
    String text = path < 0 ? "" : url.substring(path);
    int query = text.indexOf('?');
    String bare = query < 0 ? text : text.substring(0, query);
    try {
      return URLDecoder.decode(bare.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AccessDeniedException(url, null, e.getMessage());
    }
  }
}
