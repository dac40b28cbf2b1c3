package io.tern.storage.webdav;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts texts that are kept in memory (AES-128-GCM), with a key that is made anew in each
 * process and never leaves it. Safe for any thread.
 */
final class Sealing {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKey key;

  Sealing() {
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(128, random);
      this.key = generator.generateKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  Sealed seal(String text) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return new Sealed(
        nonce, run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8)));
  }

  String open(Sealed sealed) {
    return new String(
        run(Cipher.DECRYPT_MODE, sealed.nonce(), sealed.text()), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, byte[] nonce, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealed by this very object", e);
    }
  }
}
