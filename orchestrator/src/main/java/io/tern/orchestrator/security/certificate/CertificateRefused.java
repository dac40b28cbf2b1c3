package io.tern.orchestrator.security.certificate;

/** A chain of certificates is not believed; the message says why. Has no stack trace. */
public final class CertificateRefused extends Exception {
  private static final long serialVersionUID = 1L;

  CertificateRefused(String why) {
    super(why, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
