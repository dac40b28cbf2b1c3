package io.tern.storage.mock;

import org.jspecify.annotations.Nullable;

/**
 * The query of a mock URL, read where it stands: a dispatch costs no map and no copy of it.
 *
 * @param url such as {@code mock://host/path?size=1024&time=2}
 */
record MockUrl(String url) {

  boolean has(String name) {
    return start(name) >= 0;
  }

  /** The value of {@code name}, null when absent. */
  @Nullable String text(String name) {
    int start = start(name);
    if (start < 0) {
      return null;
    }
    int end = url.indexOf('&', start);
    return url.substring(start, end < 0 ? url.length() : end);
  }

  /** The whole number that {@code name} holds, {@code absent} when it holds none. */
  long number(String name, long absent) {
    String text = text(name);
    return text == null ? absent : parsed(text, absent);
  }

  static long parsed(String text, long otherwise) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private int start(String name) {
    int at = url.indexOf('?');
    while (at >= 0) {
      int value = at + 1 + name.length();
      if (value < url.length()
          && url.charAt(value) == '='
          && url.regionMatches(at + 1, name, 0, name.length())) {
        return value + 1;
      }
      at = url.indexOf('&', at + 1);
    }
    return -1;
  }
}
