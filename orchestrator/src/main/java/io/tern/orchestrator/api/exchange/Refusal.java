package io.tern.orchestrator.api.exchange;

/** A request that is answered with an error; the message is for the caller. Has no stack trace. */
public final class Refusal extends RuntimeException {
  private final int status;
  private final String pointer;
  private final int retryAfterSeconds;

  public Refusal(int status, String message) {
    this(status, message, "", 0);
  }

  private Refusal(int status, String message, String pointer, int retryAfterSeconds) {
    super(message, null, false, false);
    this.status = status;
    this.pointer = pointer;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same, of a part of the body below {@code place} (JSON pointer, RFC 6901). */
  public Refusal at(String place) {
    return new Refusal(status, getMessage(), place + pointer, retryAfterSeconds);
  }

  /** The faulty part of the body as a JSON pointer, empty for none. */
  public String pointer() {
    return pointer;
  }

  /** Of what may be asked again after some seconds ({@code Retry-After}). */
  public static Refusal later(int status, String message, int seconds) {
    return new Refusal(status, message, "", seconds);
  }

  /** Seconds to wait before asking again, 0 when that is no use. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  public static Refusal notFound(String message) {
    return new Refusal(404, message);
  }

  public static Refusal forbidden(String message) {
    return new Refusal(403, message);
  }

  /** A value that breaks a rule, in FTS's words. */
  public static Refusal invalidValue(String detail) {
    return badRequest("Invalid value within the request: " + detail);
  }

  /** A value of the wrong JSON type, in FTS's words. */
  public static Refusal malformed(String detail) {
    return badRequest("Malformed request: " + detail);
  }

  public int status() {
    return status;
  }

  /** Such as {@code 404 Not Found}. */
  public String statusLine() {
    return Answers.statusLine(status);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
