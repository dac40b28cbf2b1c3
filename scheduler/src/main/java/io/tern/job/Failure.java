package io.tern.job;

/**
 * Why an attempt ended without a copy.
 *
 * @param message for people, without secrets and query strings; at most {@value #MAX_MESSAGE}
 *     characters are kept
 */
public record Failure(
    FailureClass failureClass, Side side, Phase phase, boolean retryable, String message) {
  public static final int MAX_MESSAGE = 1024;

  public Failure {
    if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE);
    }
  }

  /** The text FTS clients see: {@code SCOPE [errno] message}. */
  public String text() {
    return side + " [" + failureClass.errno() + "] " + message;
  }
}
