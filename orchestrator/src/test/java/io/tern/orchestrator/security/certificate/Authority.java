package io.tern.orchestrator.security.certificate;

import eu.emi.security.authn.x509.helpers.trust.OpensslTruststoreHelper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority made for a test, and what it issues. */
public final class Authority {
  private static final String USUAL = "SHA256withRSA";
  private static final AtomicLong SERIAL = new AtomicLong(1000);

  public final KeyPair keys = keys();
  public final X509Certificate certificate;
  private final X500Name name;

  /**
   * @param name in RFC 2253, such as {@code CN=CA,DC=test}
   */
  public Authority(String name) {
    this.name = name(name);
    this.certificate = issue(this.name, keys, true, Duration.ofDays(30), "");
  }

  /** A certificate and its key; the chain ends below the authority. */
  public record Credential(List<X509Certificate> chain, KeyPair keys) {}

  public Credential issue(String subject) {
    return issue(subject, Duration.ofDays(1));
  }

  public Credential issue(String subject, Duration life) {
    KeyPair own = keys();
    return new Credential(List.of(issue(name(subject), own, false, life, "")), own);
  }

  /** A host's, for TLS by address. */
  public Credential host(String address) {
    KeyPair own = keys();
    X500Name subject = name("CN=" + address + ",DC=test");
    return new Credential(List.of(issue(subject, own, false, Duration.ofDays(1), address)), own);
  }

  /** One that nobody should serve with. */
  public Credential weak(String subject, Duration life, int bits, String algorithm) {
    KeyPair own = keys(bits);
    X509Certificate made = issue(name(subject), own, false, life, "", algorithm);
    return new Credential(List.of(made), own);
  }

  private static X500Name name(String text) {
    return X500Name.getInstance(new X500Principal(text).getEncoded());
  }

  private X509Certificate issue(
      X500Name subject, KeyPair own, boolean authority, Duration life, String address) {
    return issue(subject, own, authority, life, address, USUAL);
  }

  private X509Certificate issue(
      X500Name subject,
      KeyPair own,
      boolean authority,
      Duration life,
      String address,
      String algorithm) {
    try {
      Instant now = Instant.now();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(now.minus(Duration.ofDays(2))),
              Date.from(now.plus(life)),
              subject,
              own.getPublic());
      int usage =
          authority
              ? KeyUsage.keyCertSign | KeyUsage.cRLSign
              : KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(own.getPublic()));
      if (!address.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.iPAddress, address)));
      }
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer(algorithm)));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private ContentSigner signer(String algorithm) throws OperatorCreationException {
    return new JcaContentSignerBuilder(algorithm).build(keys.getPrivate());
  }

  /** Writes {@code HASH.0} and a policy that lets it sign everything below {@code DC=test}. */
  public Authority trustedIn(Path directory) {
    write(directory.resolve(hash() + ".0"), pem(certificate));
    return this;
  }

  /** Lets it sign names that match {@code pattern} alone, as {@code /DC=test/CN=A*}. */
  public void namespace(Path directory, String pattern) {
    String dn =
        "/DC=test/CN=" + certificate.getSubjectX500Principal().getName().substring(3).split(",")[0];
    write(
        directory.resolve(hash() + ".signing_policy"),
        "access_id_CA X509 '"
            + dn
            + "'\npos_rights globus CA:sign\ncond_subjects globus '\""
            + pattern
            + "\"'\n");
  }

  /** Writes {@code HASH.r0}. */
  public void revoke(Path directory, X509Certificate... revoked) {
    try {
      JcaX509v2CRLBuilder list =
          new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), new Date());
      list.setNextUpdate(Date.from(Instant.now().plus(Duration.ofDays(1))));
      for (X509Certificate one : revoked) {
        list.addCRLEntry(one.getSerialNumber(), new Date(), CRLReason.keyCompromise);
      }
      X509CRL made = new JcaX509CRLConverter().getCRL(list.build(signer(USUAL)));
      write(directory.resolve(hash() + ".r0"), pem(made));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private String hash() {
    X500Principal subject = certificate.getSubjectX500Principal();
    return OpensslTruststoreHelper.getOpenSSLCAHash(subject, true);
  }

  public static String pem(Object... things) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter out = new JcaPEMWriter(text)) {
      for (Object thing : things) {
        out.writeObject(thing);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static KeyPair keys() {
    return keys(2048);
  }

  private static KeyPair keys(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
