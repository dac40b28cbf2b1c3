package io.tern.orchestrator.security.certificate;

import io.tern.orchestrator.security.KeyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Locale;

/**
 * Our own certificate, in files that may be replaced at any time.
 *
 * @param certificate PEM, with the chain below the authority
 * @param key PEM, PKCS #8; not open to others
 */
public record HostCertificate(Path certificate, Path key) {
  private static final int RSA_BITS = 2048;
  private static final int EC_BITS = 256;

  /**
   * Looks whether it can be served with.
   *
   * @throws IOException if it is missing, expired, weak, or its key is another's or open to others
   */
  public void check(Instant now) throws IOException {
    X509Certificate own = read();
    if (own.getNotAfter().toInstant().isBefore(now)) {
      throw refused("expired at " + own.getNotAfter().toInstant());
    }
    if (own.getNotBefore().toInstant().isAfter(now)) {
      throw refused("not valid before " + own.getNotBefore().toInstant());
    }
    String algorithm = own.getSigAlgName().toUpperCase(Locale.ROOT);
    if (algorithm.startsWith("SHA1") || algorithm.startsWith("MD")) {
      throw refused("signed with " + algorithm + " (expected: SHA-256 or better)");
    }
    refuseWeak(own.getPublicKey());
    KeyFile.check("host key", key);
    new HostKey(key).refuseOfAnother(own.getPublicKey());
  }

  private void refuseWeak(PublicKey certified) throws IOException {
    switch (certified) {
      case RSAKey rsa -> refuseBelow(RSA_BITS, rsa.getModulus().bitLength());
      case ECKey curve -> refuseBelow(EC_BITS, curve.getParams().getOrder().bitLength());
      default -> throw refused("a key of " + certified.getAlgorithm() + " (expected: RSA or EC)");
    }
  }

  private void refuseBelow(int least, int bits) throws IOException {
    if (bits < least) {
      throw refused("a key of " + bits + " bits (expected: >= " + least + ")");
    }
  }

  /**
   * When the one that is there now ends.
   *
   * @throws IOException if none can be read
   */
  public Instant expires() throws IOException {
    return read().getNotAfter().toInstant();
  }

  private X509Certificate read() throws IOException {
    if (!Files.isReadable(certificate)) {
      throw refused("cannot be read");
    }
    try (InputStream in = Files.newInputStream(certificate)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException e) {
      throw new IOException("host certificate: " + certificate + ": not PEM", e);
    }
  }

  private IOException refused(String why) {
    return new IOException("host certificate: " + certificate + ": " + why);
  }

  /** Differs once a file has been replaced. */
  public String version() throws IOException {
    return Files.getLastModifiedTime(certificate) + " " + Files.getLastModifiedTime(key);
  }
}
