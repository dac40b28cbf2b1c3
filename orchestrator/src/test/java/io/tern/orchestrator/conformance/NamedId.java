package io.tern.orchestrator.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5 as Rucio computes them, apart from the service's own code. */
final class NamedId {
  private NamedId() {}

  static UUID of(UUID space, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] input =
        ByteBuffer.allocate(16 + text.length)
            .putLong(space.getMostSignificantBits())
            .putLong(space.getLeastSignificantBits())
            .put(text)
            .array();
    byte[] hash = sha1(input);
    hash[6] = (byte) (hash[6] & 0x0f | 0x50);
    hash[8] = (byte) (hash[8] & 0x3f | 0x80);
    ByteBuffer id = ByteBuffer.wrap(hash);
    return new UUID(id.getLong(), id.getLong());
  }

  private static byte[] sha1(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
