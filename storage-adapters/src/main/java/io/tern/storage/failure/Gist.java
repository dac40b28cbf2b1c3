package io.tern.storage.failure;

import java.util.regex.Pattern;

/** What a storage says without what differs from file to file, so that like words are one. */
public final class Gist {
  private static final int LENGTH = 160;

  /** Numbers, and names made of hexadecimal digits. */
  private static final Pattern NUMBER =
      Pattern.compile("(?i)\\b(?=[a-f-]*[0-9])[0-9a-f][0-9a-f-]{7,}\\b|[0-9]+");

  private Gist() {}

  /**
   * Without addresses, paths, numbers and secrets.
   *
   * @return at most {@value #LENGTH} characters
   */
  public static String of(String words) {
    String safe = Redaction.of(Redaction.withoutPlaces(words));
    String gist = NUMBER.matcher(safe).replaceAll("#");
    return gist.length() > LENGTH ? gist.substring(0, LENGTH) : gist;
  }
}
