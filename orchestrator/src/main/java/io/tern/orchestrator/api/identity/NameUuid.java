package io.tern.orchestrator.api.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5 (RFC 9562, 5.5), and the name space in which FTS makes them. */
public final class NameUuid {
  /** FTS's constant; Rucio computes job ids from it. */
  public static final UUID BASE_ID = UUID.fromString("01874efb-4735-4595-bc9c-591aef8240c9");

  private NameUuid() {}

  public static UUID of(UUID space, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer in = ByteBuffer.allocate(16 + text.length);
    in.putLong(space.getMostSignificantBits()).putLong(space.getLeastSignificantBits()).put(text);
    ByteBuffer hash = ByteBuffer.wrap(sha1(in.array()));
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  static byte[] sha1(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
