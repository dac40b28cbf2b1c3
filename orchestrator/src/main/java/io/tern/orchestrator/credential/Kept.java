package io.tern.orchestrator.credential;

import io.tern.orchestrator.security.Secret;
import java.util.List;

/**
 * A secret of an owner.
 *
 * @param text PEM, or a token
 * @param expiresMs wall time from which it is worth nothing
 * @param attributes its VOMS attributes
 * @param issuer who gives another token in its place; empty: nobody
 */
public record Kept(Secret text, long expiresMs, List<String> attributes, String issuer) {
  public Kept {
    attributes = List.copyOf(attributes);
  }

  /** One that lasts as it is. */
  public Kept(Secret text, long expiresMs, List<String> attributes) {
    this(text, expiresMs, attributes, "");
  }

  /** Words that are no secret. */
  public static Kept note(String words, long expiresMs) {
    return new Kept(Secret.of(words), expiresMs, List.of());
  }

  /** A token that {@code issuer} gives another one for. */
  public static Kept renewable(Secret text, long expiresMs, String issuer) {
    return new Kept(text, expiresMs, List.of(), issuer);
  }
}
