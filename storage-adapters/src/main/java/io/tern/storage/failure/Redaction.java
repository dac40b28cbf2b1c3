package io.tern.storage.failure;

import java.util.regex.Pattern;

/** Takes out of storages' words what nobody may read: URL queries, tokens, control characters. */
public final class Redaction {
  private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"'<>,;]*");
  private static final Pattern BEARER = Pattern.compile("(?i)(bearer\\s+)\\S+");

  /** A JSON Web Token or a macaroon, by the beginning that base64 gives to all of them. */
  private static final Pattern TOKEN =
      Pattern.compile("(?<![A-Za-z0-9_-])(?:eyJ|MD[AB])[A-Za-z0-9_-]{16,}[A-Za-z0-9_.+/=-]*");

  private static final Pattern USER = Pattern.compile("(://)[^/@\\s]+@");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");
  private static final int MAX_LENGTH = 512;

  /** A web page says no more than its title. */
  private static final Pattern PAGE =
      Pattern.compile("(?is)\\s*<(?:!doctype html|html)\\b.*?<title>(.*?)</title>.*");

  /** A URL or a path, without the punctuation after it. */
  private static final Pattern PLACE =
      Pattern.compile("(?<![A-Za-z0-9])(?:[A-Za-z0-9+]+:/)?/[^\\s\"'<>,;]*[^\\s\"'<>,;:.)]");

  private Redaction() {}

  /** Without URLs and paths, whose names say nothing of what went wrong. */
  static String withoutPlaces(String text) {
    return PLACE.matcher(text).replaceAll("*");
  }

  public static String of(String text) {
    String words = PAGE.matcher(text).replaceFirst("$1");
    String line = CONTROL.matcher(words).replaceAll(" ").strip();
    String open = USER.matcher(QUERY.matcher(line).replaceAll("?...")).replaceAll("$1");
    String safe = TOKEN.matcher(BEARER.matcher(open).replaceAll("$1***")).replaceAll("***");
    return safe.length() > MAX_LENGTH ? safe.substring(0, MAX_LENGTH) : safe;
  }
}
