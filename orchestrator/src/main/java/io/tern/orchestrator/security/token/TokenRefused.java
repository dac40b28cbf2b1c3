package io.tern.orchestrator.security.token;

/**
 * A token is not believed; the message says why and holds nothing secret of it. Has no stack trace.
 */
public final class TokenRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public TokenRefused(String why) {
    super(why, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
