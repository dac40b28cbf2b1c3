package io.tern.orchestrator.security.certificate;

import eu.emi.security.authn.x509.impl.KeyAndCertCredential;
import eu.emi.security.authn.x509.proxy.ProxyCertificate;
import eu.emi.security.authn.x509.proxy.ProxyCertificateOptions;
import eu.emi.security.authn.x509.proxy.ProxyGenerator;
import eu.emi.security.authn.x509.proxy.ProxyRequestOptions;
import eu.emi.security.authn.x509.proxy.ProxyType;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.AttributeCertificate;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.italiangrid.voms.asn1.VOMSACGenerator;

/** Proxies of a credential, and the VOMS attributes in them. */
public final class Proxies {
  private Proxies() {}

  /** An RFC 3820 proxy of three hours. */
  public static Credential of(Credential holder) {
    return of(holder, options -> {});
  }

  public static Credential of(Credential holder, Consumer<ProxyCertificateOptions> change) {
    ProxyCertificateOptions options =
        new ProxyCertificateOptions(holder.chain().toArray(X509Certificate[]::new));
    options.setType(ProxyType.RFC3820);
    options.setLifetime(3 * 3600);
    change.accept(options);
    try {
      ProxyCertificate proxy = ProxyGenerator.generate(options, holder.keys().getPrivate());
      List<X509Certificate> chain = List.of(proxy.getCertificateChain());
      return new Credential(
          chain, new KeyPair(chain.getFirst().getPublicKey(), proxy.getPrivateKey()));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a client does with a request for a proxy: signs one, puts its own chain behind it. */
  public static String signed(String request, Credential by, Consumer<ProxyRequestOptions> change) {
    try {
      ProxyRequestOptions options =
          new ProxyRequestOptions(by.chain().toArray(X509Certificate[]::new), requested(request));
      options.setType(ProxyType.RFC3820);
      options.setLifetime(7 * 3600);
      change.accept(options);
      return Authority.pem((Object[]) ProxyGenerator.generate(options, by.keys().getPrivate()));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A request for a proxy, as the service words it. */
  public static JcaPKCS10CertificationRequest requested(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return new JcaPKCS10CertificationRequest((PKCS10CertificationRequest) parser.readObject());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A VOMS server's statement that {@code holder} has {@code fqans}. */
  public static AttributeCertificate attributes(
      Credential server, Credential holder, String vo, String... fqans) {
    return attributes(server, holder, Duration.ofHours(3), vo, fqans);
  }

  static AttributeCertificate attributes(
      Credential server, Credential holder, Duration life, String vo, String... fqans) {
    try {
      KeyAndCertCredential own =
          new KeyAndCertCredential(
              server.keys().getPrivate(), server.chain().toArray(X509Certificate[]::new));
      Instant now = Instant.now();
      return new VOMSACGenerator(own)
          .generateVOMSAttributeCertificate(
              List.of(fqans),
              List.of(),
              List.of(),
              holder.chain().getLast(),
              BigInteger.ONE,
              Date.from(now.minus(Duration.ofHours(1))),
              Date.from(now.plus(life)),
              vo,
              "voms.test",
              15000)
          .toASN1Structure();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A proxy with attributes. */
  public static Credential with(Credential holder, AttributeCertificate attributes) {
    return of(
        holder,
        options -> {
          try {
            options.setAttributeCertificates(new AttributeCertificate[] {attributes});
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Trusts a VOMS server for a VO. */
  public static void trust(Path vomsdir, String vo, String server, String authority)
      throws IOException {
    Path directory = Files.createDirectories(vomsdir.resolve(vo));
    Files.writeString(directory.resolve("voms.test.lsc"), server + "\n" + authority + "\n");
  }
}
