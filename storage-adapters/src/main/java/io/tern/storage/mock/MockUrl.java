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
    return start < 0 ? null : valueAt(start);
  }

  private String valueAt(int start) {
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

  /**
   * Whether one of the values of {@code name}, which may be given again and again, begins the path.
   */
  boolean isBelow(String name) {
    for (int value = start(name); value >= 0; value = start(name, value)) {
      String prefix = valueAt(value);
      if (!prefix.isEmpty() && path().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private String path() {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    int query = url.indexOf('?');
    int end = query < 0 ? url.length() : query;
    return path < 0 || path > end ? "" : url.substring(path, end);
  }

  private int start(String name) {
    return start(name, 0);
  }

  /** Where the next value of {@code name} begins, -1 when there is none from {@code from} on. */
  private int start(String name, int from) {
    int at = from == 0 ? url.indexOf('?') : url.indexOf('&', from);
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
