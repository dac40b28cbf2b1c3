package io.tern.orchestrator.security.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified, by their SHA-256, until they expire; the ones used last, up to {@value
 * #MOST}. No token itself is kept. Safe for use by many threads.
 */
final class Believed {
  private static final int MOST = 20_000;

  private final Map<ByteBuffer, Claims> claims = new LinkedHashMap<>(16, 0.75f, true);

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  synchronized @Nullable Claims get(byte[] hash, long nowMs) {
    Claims known = claims.get(ByteBuffer.wrap(hash));
    if (known != null && known.expiresMs() <= nowMs) {
      claims.remove(ByteBuffer.wrap(hash));
      return null;
    }
    return known;
  }

  synchronized void put(byte[] hash, Claims verified) {
    claims.put(ByteBuffer.wrap(hash), verified);
    if (claims.size() > MOST) {
      claims.remove(claims.keySet().iterator().next());
    }
  }
}
