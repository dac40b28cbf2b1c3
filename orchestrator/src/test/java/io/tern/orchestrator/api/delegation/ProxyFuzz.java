package io.tern.orchestrator.api.delegation;

import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.security.certificate.CertificateRefused;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.certificate.Holder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Optional;

/** Any chain that a client may send back, in PEM. */
public final class ProxyFuzz {
  private static final ChainCheck CHECK = check();

  private ProxyFuzz() {}

  private static ChainCheck check() {
    try {
      return new ChainCheck(
          new GridTrust(
              Files.createTempDirectory("nobody"),
              Optional.empty(),
              GridTrust.Revocation.IF_VALID));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A chain is judged or refused; here nobody is trusted.
   *
   * @param data PEM, or one certificate in DER
   */
  public static void fuzzerTestOneInput(byte[] data) {
    read(new String(data, StandardCharsets.ISO_8859_1));
    read(
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(data)
            + "\n-----END CERTIFICATE-----\n");
  }

  private static void read(String pem) {
    try {
      Holder holder = CHECK.check(Signed.parse(pem).chain());
      throw new AssertionError("believed: " + holder);
    } catch (Refusal | CertificateRefused e) {
      // As it should be.
    }
  }
}
