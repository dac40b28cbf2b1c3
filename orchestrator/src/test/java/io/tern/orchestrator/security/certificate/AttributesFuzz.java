package io.tern.orchestrator.security.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Anything where a proxy has its VOMS attributes. */
public final class AttributesFuzz {
  private static final ASN1ObjectIdentifier ATTRIBUTES =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.8005.100.100.5");

  private static final int SIGNATURE = 256;

  private static final List<X509Certificate> PROXY =
      Proxies.of(new Authority("CN=CA,DC=test").issue("CN=Alice,DC=test")).chain();

  private static final TBSCertificate TEMPLATE = template();

  private static final Attributes ALL = all();

  private AttributesFuzz() {}

  private static TBSCertificate template() {
    try {
      return TBSCertificate.getInstance(PROXY.getFirst().getTBSCertificate());
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  private static Attributes all() {
    try {
      GridTrust trust =
          new GridTrust(
              Files.createTempDirectory("authorities"),
              Optional.of(Files.createTempDirectory("vomsdir")),
              GridTrust.Revocation.IF_VALID);
      return Attributes.of(trust.vomsdir(), ChainCheck.validator(trust, 3_600_000), 3_600_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Attributes are refused, or there are none: here nobody is trusted. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      Attributes.Found found = ALL.of(new X509Certificate[] {proxy(data), PROXY.getLast()});
      if (!found.fqans().isEmpty()) {
        throw new AssertionError("believed: " + found);
      }
    } catch (CertificateRefused e) {
      // As it should be.
    }
  }

  /** Those of a proxy, and one more. */
  private static Extensions extensions(Extension attributes) {
    ExtensionsGenerator all = new ExtensionsGenerator();
    Extensions own = TEMPLATE.getExtensions();
    for (ASN1ObjectIdentifier id : own.getExtensionOIDs()) {
      all.addExtension(own.getExtension(id));
    }
    all.addExtension(attributes);
    return all.generate();
  }

  /** Nobody looks at its signature before its attributes. */
  private static X509Certificate proxy(byte[] attributes) {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(TEMPLATE.getSerialNumber());
    generator.setIssuer(TEMPLATE.getIssuer());
    generator.setSubject(TEMPLATE.getSubject());
    generator.setStartDate(TEMPLATE.getStartDate());
    generator.setEndDate(TEMPLATE.getEndDate());
    generator.setSubjectPublicKeyInfo(TEMPLATE.getSubjectPublicKeyInfo());
    generator.setSignature(TEMPLATE.getSignature());
    generator.setExtensions(extensions(new Extension(ATTRIBUTES, false, attributes)));
    try {
      ASN1Encodable[] signed = {
        generator.generateTBSCertificate(),
        TEMPLATE.getSignature(),
        new DERBitString(new byte[SIGNATURE])
      };
      byte[] der = new DERSequence(signed).getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
