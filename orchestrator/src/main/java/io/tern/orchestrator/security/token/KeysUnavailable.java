package io.tern.orchestrator.security.token;

/** No key of an issuer could be had yet, so nothing can be said of its tokens. */
public final class KeysUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  KeysUnavailable(String issuer, Throwable cause) {
    super("The keys of the issuer " + issuer + " are not available", cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
