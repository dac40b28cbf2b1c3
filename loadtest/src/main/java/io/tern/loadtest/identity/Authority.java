package io.tern.loadtest.identity;

import eu.emi.security.authn.x509.helpers.trust.OpensslTruststoreHelper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that lives as long as a run. Not threadsafe. */
public final class Authority {
  static final String DOMAIN = ",DC=tern,DC=test";
  private static final Duration LIFE = Duration.ofDays(1);

  private final X500Principal name = new X500Principal("CN=Authority" + DOMAIN);
  private final KeyPair keys = Credential.keys();
  private final X509Certificate certificate;
  private long issued;

  public Authority() throws GeneralSecurityException {
    certificate = sign(name, keys, true, Optional.empty());
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** Somebody's, by a common name. */
  public Credential person(String commonName) throws GeneralSecurityException {
    return issue(commonName, Optional.empty());
  }

  private Credential issue(String commonName, Optional<String> address)
      throws GeneralSecurityException {
    KeyPair own = Credential.keys();
    X500Principal subject = new X500Principal("CN=" + commonName + DOMAIN);
    return new Credential(List.of(sign(subject, own, false, address)), own.getPrivate());
  }

  private X509Certificate sign(
      X500Principal subject, KeyPair own, boolean authority, Optional<String> address)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(++issued),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(LIFE)),
            subject,
            own.getPublic());
    try {
      extend(builder, own, authority, address);
      var signer = new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (IOException | OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static void extend(
      X509v3CertificateBuilder builder, KeyPair own, boolean authority, Optional<String> address)
      throws IOException, GeneralSecurityException {
    int person = KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : person;
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(own.getPublic()));
    if (address.isPresent()) {
      GeneralNames names =
          new GeneralNames(new GeneralName(GeneralName.iPAddress, address.orElseThrow()));
      builder.addExtension(Extension.subjectAlternativeName, false, names);
    }
  }

  /** Writes {@code host.pem} and {@code host.key} of a host; returns their directory. */
  public Path writeHost(Path directory, String address)
      throws IOException, GeneralSecurityException {
    Credential host = issue("host", Optional.of(address));
    Files.createDirectories(directory);
    Path key = directory.resolve("host.key");
    Files.writeString(
        directory.resolve("host.pem"),
        Credential.pem("CERTIFICATE", host.chain().getFirst().getEncoded()));
    Files.writeString(key, Credential.pem("PRIVATE KEY", host.key().getEncoded()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return directory;
  }

  /** Writes {@code HASH.0} into a directory of authorities, which is made if missing. */
  public void trustedIn(Path directory) throws IOException, GeneralSecurityException {
    String hash = OpensslTruststoreHelper.getOpenSSLCAHash(name, true);
    Files.writeString(
        Files.createDirectories(directory).resolve(hash + ".0"),
        Credential.pem("CERTIFICATE", certificate.getEncoded()));
  }
}
