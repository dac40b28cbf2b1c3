package io.tern.orchestrator.config;

/** How a client says who it is. */
public record Identity(Mode mode) {
  static final Identity DEFAULTS = new Identity(Mode.OPEN);

  /** The ways to tell. */
  public enum Mode {
    /** Everybody is the operator; only where nobody but this machine can ask. */
    OPEN,
    /** Headers say it, unproven: for test suites. */
    TRUSTED_HEADERS
  }
}
