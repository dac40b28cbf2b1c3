package io.tern.loadtest.identity;

import eu.emi.security.authn.x509.impl.KeyAndCertCredential;
import eu.emi.security.authn.x509.proxy.ProxyCertificate;
import eu.emi.security.authn.x509.proxy.ProxyCertificateOptions;
import eu.emi.security.authn.x509.proxy.ProxyGenerator;
import eu.emi.security.authn.x509.proxy.ProxyType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.AttributeCertificate;
import org.italiangrid.voms.asn1.VOMSACGenerator;

/** A VO's server of attributes. */
public final class Voms {
  private static final String HOST = "voms.test";
  private static final Duration LIFE = Duration.ofHours(12);

  private final String vo;
  private final Credential server;

  public Voms(String vo, Authority authority) throws GeneralSecurityException {
    this.vo = vo;
    this.server = authority.person("voms");
  }

  /** Writes {@code VO/HOST.lsc} into a directory of VOMS servers. */
  public void trustedIn(Path vomsdir) throws IOException {
    Files.writeString(
        Files.createDirectories(vomsdir.resolve(vo)).resolve(HOST + ".lsc"),
        "/DC=test/DC=tern/CN=voms\n/DC=test/DC=tern/CN=Authority\n");
  }

  /** An RFC 3820 proxy of {@code holder}, as {@code voms-proxy-init} makes it. */
  public Credential proxy(Credential holder) throws GeneralSecurityException, IOException {
    ProxyCertificateOptions options =
        new ProxyCertificateOptions(holder.chain().toArray(X509Certificate[]::new));
    options.setType(ProxyType.RFC3820);
    options.setLifetime((int) LIFE.toSeconds());
    options.setAttributeCertificates(new AttributeCertificate[] {attributes(holder)});
    ProxyCertificate proxy = ProxyGenerator.generate(options, holder.key());
    return new Credential(List.of(proxy.getCertificateChain()), proxy.getPrivateKey());
  }

  private AttributeCertificate attributes(Credential holder) throws GeneralSecurityException {
    KeyAndCertCredential own =
        new KeyAndCertCredential(server.key(), server.chain().toArray(X509Certificate[]::new));
    Instant now = Instant.now();
    return new VOMSACGenerator(own)
        .generateVOMSAttributeCertificate(
            List.of("/" + vo + "/Role=production", "/" + vo),
            List.of(),
            List.of(),
            holder.chain().getLast(),
            BigInteger.ONE,
            Date.from(now.minus(Duration.ofMinutes(5))),
            Date.from(now.plus(LIFE)),
            vo,
            HOST,
            15_000)
        .toASN1Structure();
  }
}
