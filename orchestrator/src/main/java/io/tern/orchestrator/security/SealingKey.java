package io.tern.orchestrator.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An AES-256 key and the number that sealed boxes name it by.
 *
 * @param id 0 to 255
 * @param bytes 32 bytes
 */
public record SealingKey(int id, Secret bytes) {
  private static final int LENGTH = 32;

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
  public static SealingKey inFile(int id, Path file) throws IOException {
    KeyFile.check("key file", file);
    return parse(id, Files.readAllBytes(file), "key file: " + file);
  }

  /**
   * The key that a variable of the environment holds in base64.
   *
   * @throws IOException if it is not set, or holds no key
   */
  public static SealingKey inVariable(int id, String name, Map<String, String> environment)
      throws IOException {
    String text = environment.get(name);
    if (text == null) {
      throw new IOException("key variable: " + name + " is not set");
    }
    try {
      return new SealingKey(id, Secret.of(decode(text)));
    } catch (IllegalArgumentException e) {
      throw new IOException("key variable: " + name + " (expected: 32 bytes in base64)", e);
    }
  }

  /**
   * The key that a command writes, as 32 raw bytes or in base64.
   *
   * @throws IOException if it fails, takes more than 30 s, or writes no key
   */
  public static SealingKey ofCommand(int id, List<String> words) throws IOException {
    return parse(id, new KeyCommand(words).output(), "key command: " + words.getFirst());
  }

  private static SealingKey parse(int id, byte[] content, String place) throws IOException {
    try {
      byte[] key =
          content.length == LENGTH
              ? content
              : decode(new String(content, StandardCharsets.US_ASCII));
      return new SealingKey(id, Secret.of(key));
    } catch (IllegalArgumentException e) {
      throw new IOException(place + " (expected: 32 bytes, raw or in base64)", e);
    }
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64.strip());
  }
}
