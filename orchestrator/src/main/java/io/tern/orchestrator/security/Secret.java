package io.tern.orchestrator.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Something that must not be seen. Its text form is {@code ***}; it can be compared in constant
 * time, has the same hash code as every other, and does not serialize.
 */
public final class Secret {
  private final byte[] value;

  private Secret(byte[] value) {
    this.value = value;
  }

  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Secret of(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** A copy of what is secret; whoever asks answers for where it goes. */
  public byte[] revealBytes() {
    return value.clone();
  }

  /** What is secret, as UTF-8 text; whoever asks answers for where it goes. */
  public String reveal() {
    return new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
