package io.tern.storage.webdav;

import java.util.regex.Pattern;

/** Takes out of storages' words what nobody may read: URL queries, tokens, control characters. */
final class Redaction {
  private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"'<>,;]*");
  private static final Pattern BEARER = Pattern.compile("(?i)(bearer\\s+)\\S+");
  private static final Pattern USER = Pattern.compile("(://)[^/@\\s]+@");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");
  private static final int MAX_LENGTH = 512;

  private Redaction() {}

  static String of(String text) {
    String line = CONTROL.matcher(text).replaceAll(" ").strip();
    String open = USER.matcher(QUERY.matcher(line).replaceAll("?...")).replaceAll("$1");
    String safe = BEARER.matcher(open).replaceAll("$1***");
    return safe.length() > MAX_LENGTH ? safe.substring(0, MAX_LENGTH) : safe;
  }
}
