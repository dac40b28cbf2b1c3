package io.tern.orchestrator.api.delegation;

import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.certificate.CertificateRefused;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.Holder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user sends back: a proxy of the requested key, and its issuers.
 *
 * @param chain the proxy first
 */
record Signed(List<X509Certificate> chain) {

  static Signed parse(String pem) {
    try {
      return new Signed(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList());
    } catch (CertificateException e) {
      throw bad("not certificates in PEM");
    }
  }

  /** The proxy with its key and chain, when all of it is good and its holder is {@code dn}. */
  Kept with(Requested requested, ChainCheck check, String dn) {
    if (chain.size() < 2) {
      throw bad("certificates: " + chain.size() + " (expected: the proxy and its issuers)");
    }
    X509Certificate proxy = chain.getFirst();
    if (!proxy.getPublicKey().equals(requested.keys().getPublic())) {
      throw bad("its key is not the one that was requested");
    }
    Holder holder = holder(check);
    if (!holder.dn().equals(dn) || isPlain(proxy)) {
      throw bad("it is not a proxy of " + dn);
    }
    return new Kept(Secret.of(pem(requested)), holder.untilMs(), holder.fqans());
  }

  private Holder holder(ChainCheck check) {
    try {
      return check.check(chain);
    } catch (CertificateRefused e) {
      throw bad(e.getMessage());
    }
  }

  /** A proxy's subject is its issuer's with one more name, so that the two differ. */
  private boolean isPlain(X509Certificate proxy) {
    return !proxy.getIssuerX500Principal().equals(chain.get(1).getSubjectX500Principal());
  }

  private String pem(Requested requested) {
    List<Object> all = new ArrayList<>(chain);
    all.add(1, requested.keys().getPrivate());
    return Requested.pem(all.toArray());
  }

  private static Refusal bad(String why) {
    return Refusal.badRequest("Could not process the proxy: " + why);
  }
}
