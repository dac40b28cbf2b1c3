package io.tern.storage.webdav;

import io.tern.job.Checksum;
import io.tern.storage.Storage.Wanted;
import io.vertx.core.MultiMap;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checksums in headers: {@code Digest} (RFC 3230, hexadecimal or base64 by server and algorithm)
 * and {@code Repr-Digest} (RFC 9530). Servers answer another algorithm than was asked for when they
 * do not have it, so the name counts.
 */
final class Digests {
  private static final Pattern ITEM =
      Pattern.compile("([A-Za-z0-9-]+)\\s*=\\s*:?([A-Za-z0-9+/_-]+=*):?");

  private Digests() {}

  /** The value of {@code Want-Digest}, in the names of RFC 3230 and its registry. */
  static String wanted(Wanted wanted) {
    return switch (canonical(wanted.algorithm())) {
      case "SHA1" -> "sha";
      case "SHA256" -> "sha-256";
      case "SHA512" -> "sha-512";
      default -> wanted.algorithm().toLowerCase(Locale.ROOT);
    };
  }

  /** The value of {@code Want-Repr-Digest} (RFC 9530), in the names of its registry. */
  static String wantedOfRepresentation(Wanted wanted) {
    return (canonical(wanted.algorithm()).equals("ADLER32") ? "adler" : wanted(wanted)) + "=1";
  }

  static Optional<Checksum> find(MultiMap headers, Wanted wanted) {
    for (String name : List.of("Digest", "Repr-Digest")) {
      for (String value : headers.getAll(name)) {
        Optional<Checksum> found = in(value, wanted.algorithm());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Checksum> in(String header, String algorithm) {
    Matcher item = ITEM.matcher(header);
    while (item.find()) {
      if (canonical(item.group(1)).equals(canonical(algorithm))) {
        return hex(item.group(2), length(algorithm)).map(hex -> new Checksum(algorithm, hex));
      }
    }
    return Optional.empty();
  }

  /** RFC 9530 calls ADLER32 {@code adler}; dashes are a matter of taste. */
  private static String canonical(String algorithm) {
    String name = algorithm.toUpperCase(Locale.ROOT).replace("-", "");
    return switch (name) {
      case "ADLER" -> "ADLER32";
      case "SHA" -> "SHA1";
      default -> name;
    };
  }

  /** Hexadecimal digits, 0 when the algorithm is not known. */
  private static int length(String algorithm) {
    return switch (canonical(algorithm)) {
      case "ADLER32", "CRC32", "CRC32C" -> 8;
      case "MD5" -> 32;
      case "SHA1" -> 40;
      case "SHA256" -> 64;
      case "SHA512" -> 128;
      default -> 0;
    };
  }

  private static Optional<String> hex(String value, int length) {
    boolean digits = value.chars().allMatch(HexFormat::isHexDigit);
    if (digits && (length == 0 || value.length() <= length)) {
      String padding = "0".repeat(Math.max(0, length - value.length()));
      return Optional.of(padding + value.toLowerCase(Locale.ROOT));
    }
    try {
      String decoded = HexFormat.of().formatHex(Base64.getDecoder().decode(value));
      return length == 0 || decoded.length() == length ? Optional.of(decoded) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
