package io.tern.orchestrator.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for storage with AES-256-GCM (NIST SP 800-38D). A box is a format byte, the key's
 * id, a random nonce of 12 bytes, and the text with its tag of 16 bytes; it opens only for the
 * owner that it was sealed for. Safe for use by many threads.
 */
public final class SealedBox {
  private static final byte FORMAT = 1;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int HEADER = 2;

  private final SealingKey current;
  private final Map<Integer, SealingKey> keys;
  private final SecureRandom random = new SecureRandom();

  /** Seals with the first of {@code keys}, opens with any: so keys are rotated. */
  public SealedBox(List<SealingKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("sealing keys: none (expected: at least one)");
    }
    this.current = keys.getFirst();
    this.keys =
        keys.stream().collect(Collectors.toUnmodifiableMap(SealingKey::id, Function.identity()));
  }

  /** What is stored for {@code secret} of {@code owner}. */
  public byte[] seal(Secret secret, String owner) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] header = {FORMAT, (byte) current.id()};
    try {
      byte[] text =
          cipher(Cipher.ENCRYPT_MODE, current, nonce, header, owner).doFinal(secret.revealBytes());
      return ByteBuffer.allocate(HEADER + NONCE + text.length)
          .put(header)
          .put(nonce)
          .put(text)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is missing from this JVM", e);
    }
  }

  /**
   * The secret in {@code box}.
   *
   * @throws UnsealException if the box is broken, of an unknown key, or of another owner
   */
  public Secret open(byte[] box, String owner) throws UnsealException {
    if (box.length < HEADER + NONCE + TAG || box[0] != FORMAT) {
      throw new UnsealException("sealed box: not of format " + FORMAT, null);
    }
    SealingKey key = keys.get(Byte.toUnsignedInt(box[1]));
    if (key == null) {
      throw new UnsealException("sealed box: no key " + Byte.toUnsignedInt(box[1]), null);
    }
    return open(ByteBuffer.wrap(box), key, owner);
  }

  private static Secret open(ByteBuffer box, SealingKey key, String owner) throws UnsealException {
    byte[] header = new byte[HEADER];
    byte[] nonce = new byte[NONCE];
    byte[] text = new byte[box.remaining() - HEADER - NONCE];
    box.get(header).get(nonce).get(text);
    try {
      return Secret.of(cipher(Cipher.DECRYPT_MODE, key, nonce, header, owner).doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new UnsealException("sealed box: does not open for its owner with key " + key.id(), e);
    }
  }

  private static Cipher cipher(int mode, SealingKey key, byte[] nonce, byte[] header, String owner)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec aes = new SecretKeySpec(key.bytes().revealBytes(), "AES");
    cipher.init(mode, aes, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(header);
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
