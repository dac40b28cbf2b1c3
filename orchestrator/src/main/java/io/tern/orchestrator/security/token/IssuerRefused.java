package io.tern.orchestrator.security.token;

/**
 * An issuer gives no token; the message names the issuer and its reason, and holds nothing secret.
 * Has no stack trace.
 */
public final class IssuerRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public IssuerRefused(String issuer, String why) {
    super(issuer + " gives no new token: " + why, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
