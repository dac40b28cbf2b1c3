package io.tern.storage.memory;

import io.tern.job.Checksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.CRC32C;

/** Checksums of bytes in memory. */
final class Digest {
  private Digest() {}

  static Optional<Checksum> of(byte[] content, String algorithm) {
    return value(content, algorithm).map(value -> new Checksum(algorithm, value));
  }

  private static Optional<String> value(byte[] content, String algorithm) {
    return switch (algorithm) {
      case "ADLER32" -> Optional.of(word(new Adler32(), content));
      case "CRC32C" -> Optional.of(word(new CRC32C(), content));
      case "MD5" -> Optional.of(hash("MD5", content));
      case "SHA-256" -> Optional.of(hash("SHA-256", content));
      default -> Optional.empty();
    };
  }

  private static String word(java.util.zip.Checksum sum, byte[] content) {
    sum.update(content);
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  private static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
