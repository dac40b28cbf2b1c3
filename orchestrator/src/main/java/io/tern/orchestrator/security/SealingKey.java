package io.tern.orchestrator.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * An AES-256 key and the number that sealed boxes name it by.
 *
 * @param id 0 to 255
 * @param bytes 32 bytes
 */
public record SealingKey(int id, Secret bytes) {
  private static final int LENGTH = 32;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  public SealingKey {
    if (id < 0 || id > 255) {
      throw new IllegalArgumentException("sealing key id: " + id + " (expected: 0 to 255)");
    }
    int length = bytes.revealBytes().length;
    if (length != LENGTH) {
      throw new IllegalArgumentException(
          "sealing key: " + length + " bytes (expected: " + LENGTH + ")");
    }
  }

  /**
   * Reads a key of 32 raw bytes, or of their base64 text.
   *
   * @throws IOException if the file cannot be read, may be read or written by others, or is no key
   */
  public static SealingKey read(int id, Path file) throws IOException {
    refuseOpen(file);
    byte[] content = Files.readAllBytes(file);
    try {
      byte[] key = content.length == LENGTH ? content : decode(content);
      return new SealingKey(id, Secret.of(key));
    } catch (IllegalArgumentException e) {
      throw new IOException("key file: " + file + " (expected: 32 bytes, raw or in base64)", e);
    }
  }

  private static byte[] decode(byte[] content) {
    return Base64.getDecoder().decode(new String(content, StandardCharsets.US_ASCII).strip());
  }

  private static void refuseOpen(Path file) throws IOException {
    Set<PosixFilePermission> granted = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    granted.retainAll(OTHERS);
    if (!granted.isEmpty()) {
      throw new IOException("key file: " + file + " is open to others (expected: chmod 600)");
    }
  }
}
