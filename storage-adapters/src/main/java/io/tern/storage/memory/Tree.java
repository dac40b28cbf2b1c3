package io.tern.storage.memory;

import io.tern.storage.Stat;
import io.tern.storage.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files and directories of all memory storages, by URL without query. Safe for any thread. */
final class Tree {
  private final Map<String, byte[]> files = new HashMap<>();
  private final TreeSet<String> directories = new TreeSet<>();

  static String path(String url) {
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The part before the path always exists, as {@code memory://host} does. */
  private static boolean isRoot(String path) {
    return path.indexOf('/', path.indexOf("://") + 3) < 0;
  }

  synchronized byte @Nullable [] content(String path) {
    return files.get(path);
  }

  synchronized boolean isDirectory(String path) {
    return isRoot(path) || directories.contains(path);
  }

  synchronized boolean exists(String path) {
    return files.containsKey(path) || isDirectory(path);
  }

  synchronized void put(String path, byte[] content) {
    files.put(path, content);
  }

  synchronized void remove(String path) {
    files.remove(path);
  }

  synchronized void makeDirectories(String path) {
    for (String at = path; !isRoot(at); at = parent(at)) {
      directories.add(at);
    }
  }

  /** Whether it was made: its parent must exist, and it must not. */
  synchronized boolean makeDirectory(String path) {
    return isDirectory(parent(path)) && !exists(path) && directories.add(path);
  }

  /** Whether it was removed: it must be there and empty. */
  synchronized boolean removeDirectory(String path) {
    return entries(path).isEmpty() && directories.remove(path);
  }

  synchronized List<Storage.Entry> entries(String directory) {
    List<Storage.Entry> entries = new ArrayList<>();
    files.forEach((path, content) -> {
      if (parent(path).equals(directory)) {
        entries.add(new Storage.Entry(name(path), Stat.file(content.length)));
      }
    });
    for (String path : directories) {
      if (parent(path).equals(directory)) {
        entries.add(new Storage.Entry(name(path), new Stat(0, true, 0, Optional.empty())));
      }
    }
    return entries;
  }

  /** Moves a file, or a directory with all below it. */
  synchronized void rename(String from, String to) {
    for (String path : List.copyOf(files.keySet())) {
      if (isAtOrBelow(path, from)) {
        files.put(to + path.substring(from.length()), files.remove(path));
      }
    }
    for (String path : List.copyOf(directories)) {
      if (isAtOrBelow(path, from)) {
        directories.remove(path);
        directories.add(to + path.substring(from.length()));
      }
    }
  }

  private static boolean isAtOrBelow(String path, String top) {
    return path.equals(top) || path.startsWith(top + "/");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
