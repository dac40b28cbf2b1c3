package io.tern.job;

import java.util.Locale;

/**
 * A checksum as users write it, {@code ALGORITHM:value}; an empty value names the algorithm alone.
 *
 * <p>Values are equal without regard to case and leading zeros (FTS compares them so).
 *
 * @param algorithm upper case, such as {@code ADLER32} or {@code MD5}
 * @param value hexadecimal text, or empty when only the algorithm is known
 */
public record Checksum(String algorithm, String value) {
  public static final Checksum ANY_ADLER32 = new Checksum("ADLER32", "");

  public Checksum {
    algorithm = algorithm.toUpperCase(Locale.ROOT);
  }

  /** Parses {@code ALG:value} or {@code ALG}. */
  public static Checksum parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Checksum(text, "")
        : new Checksum(text.substring(0, colon), text.substring(colon + 1));
  }

  public boolean hasValue() {
    return !value.isEmpty();
  }

  /** Whether both name the same algorithm and the same value. */
  public boolean matches(Checksum other) {
    return algorithm.equals(other.algorithm) && significant(value).equals(significant(other.value));
  }

  private static String significant(String value) {
    int zeros = 0;
    while (zeros < value.length() - 1 && value.charAt(zeros) == '0') {
      zeros++;
    }
    return value.substring(zeros).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value.isEmpty() ? algorithm : algorithm + ":" + value;
  }
}
