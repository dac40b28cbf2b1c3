package io.tern.orchestrator.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Names a principal among all others: the SHA-256 of what it is known by, each text with its length
 * before it, so that no two lists of texts run into one another.
 *
 * @param hex 64 hexadecimal digits, or none for nobody
 */
public record OwnerId(String hex) {
  /** Of callers that are not known. */
  public static final OwnerId NOBODY = new OwnerId("");

  private static final int SHORT = 16;

  public OwnerId {
    if (!hex.matches("|[0-9a-f]{64}")) {
      throw new IllegalArgumentException("owner id: " + hex + " (expected: 64 hex digits)");
    }
  }

  /** A certificate's holder: with other attributes it is another owner, as in FTS. */
  public static OwnerId of(String dn, List<String> fqans) {
    MessageDigest digest = sha256();
    add(digest, "dn");
    add(digest, dn);
    fqans.forEach(fqan -> add(digest, fqan));
    return new OwnerId(HexFormat.of().formatHex(digest.digest()));
  }

  /** A token's subject, which means something only together with its issuer. */
  public static OwnerId ofSubject(String issuer, String subject) {
    MessageDigest digest = sha256();
    add(digest, "sub");
    add(digest, issuer);
    add(digest, subject);
    return new OwnerId(HexFormat.of().formatHex(digest.digest()));
  }

  /** The form that FTS's clients know: 16 hexadecimal digits. */
  public String delegationId() {
    return hex.isEmpty() ? "" : hex.substring(0, SHORT);
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
