package io.tern.orchestrator.bridge;

/** The broker says no, or something that is not STOMP. */
final class StompException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StompException(String message) {
    super(message, null, false, false);
  }
}
