package io.tern.storage.local;

import io.tern.job.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Checksums of files, read once from beginning to end. */
final class Sums {
  private static final int BLOCK = 1 << 20;

  private Sums() {}

  /** Empty for an algorithm that nobody here knows. */
  static Optional<Checksum> of(Path file, String algorithm) throws IOException {
    return switch (algorithm.replace("-", "")) {
      case "ADLER32" -> short32(file, algorithm, new Adler32());
      case "CRC32" -> short32(file, algorithm, new CRC32());
      case "CRC32C" -> short32(file, algorithm, new CRC32C());
      case "MD5" -> digest(file, algorithm, "MD5");
      case "SHA1" -> digest(file, algorithm, "SHA-1");
      case "SHA256" -> digest(file, algorithm, "SHA-256");
      default -> Optional.empty();
    };
  }

  private interface Taking {
    void take(byte[] block, int length);
  }

  private static Optional<Checksum> short32(Path file, String algorithm, java.util.zip.Checksum sum)
      throws IOException {
    read(file, (block, length) -> sum.update(block, 0, length));
    return Optional.of(new Checksum(algorithm, HexFormat.of().toHexDigits((int) sum.getValue())));
  }

  private static Optional<Checksum> digest(Path file, String algorithm, String name)
      throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance(name);
      read(file, (block, length) -> digest.update(block, 0, length));
      return Optional.of(new Checksum(algorithm, HexFormat.of().formatHex(digest.digest())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }

  private static void read(Path file, Taking taking) throws IOException {
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        taking.take(block, read);
      }
    }
  }
}
