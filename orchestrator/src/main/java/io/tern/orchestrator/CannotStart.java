package io.tern.orchestrator;

/** A node that is configured well cannot start here and now; the message says all there is. */
final class CannotStart extends Exception {
  private static final long serialVersionUID = 1;

  CannotStart(String message) {
    super(message);
  }
}
