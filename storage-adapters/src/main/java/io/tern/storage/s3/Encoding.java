package io.tern.storage.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as signatures need it: all but A-Z a-z 0-9 - . _ ~, in upper case. */
final class Encoding {
  private static final String PLAIN = "-._~";

  private Encoding() {}

  static String component(String text) {
    return encode(text, PLAIN);
  }

  /** A URL's path in the one spelling that a signature covers, however it was spelled. */
  static String path(String path) {
    return encode(decoded(path), PLAIN + "/");
  }

  static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text, String plain) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append("%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
