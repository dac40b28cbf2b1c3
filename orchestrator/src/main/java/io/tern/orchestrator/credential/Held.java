package io.tern.orchestrator.credential;

/**
 * What is known of a secret without opening it.
 *
 * @param keptMs wall time since when it is kept; 0 when that is not known
 * @param expiresMs wall time from which it is worth nothing
 * @param issuer who gives another token in its place; empty: nobody
 */
public record Held(Slot slot, long keptMs, long expiresMs, String issuer) {

  public boolean isRenewable() {
    return !issuer.isEmpty();
  }

  /** How long it lives, from when it was kept. */
  public long lifeMs() {
    return expiresMs - keptMs;
  }

  public long leftMs(long nowMs) {
    return expiresMs - nowMs;
  }
}
