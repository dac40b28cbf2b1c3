package io.tern.orchestrator.security;

import org.jspecify.annotations.Nullable;

/** A sealed box did not open; the message holds nothing of its content. */
public final class UnsealException extends Exception {
  private static final long serialVersionUID = 1L;

  UnsealException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
