package io.tern.orchestrator.credential;

import io.tern.orchestrator.security.Secret;
import java.util.List;

/**
 * A secret of an owner.
 *
 * @param text PEM
 * @param expiresMs wall time from which it is worth nothing
 * @param attributes its VOMS attributes
 */
public record Kept(Secret text, long expiresMs, List<String> attributes) {
  public Kept {
    attributes = List.copyOf(attributes);
  }
}
