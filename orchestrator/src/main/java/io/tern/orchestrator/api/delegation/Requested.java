package io.tern.orchestrator.api.delegation;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A key made for one delegation, whose certificate is to be signed by the user. */
record Requested(KeyPair keys) {
  private static final int LEAST_BITS = 2048;
  private static final int MOST_BITS = 4096;

  /** Of the length of the caller's own key; takes a tenth of a second, so not on an event loop. */
  static Requested like(X509Certificate caller) {
    int bits =
        caller.getPublicKey() instanceof RSAKey rsa ? rsa.getModulus().bitLength() : LEAST_BITS;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(Math.clamp(bits, LEAST_BITS, MOST_BITS));
      return new Requested(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  static Requested read(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return new Requested(new JcaPEMKeyConverter().getKeyPair((PEMKeyPair) parser.readObject()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The private key, which must be sealed wherever it goes. */
  String pem() {
    return pem(keys.getPrivate());
  }

  /** A PKCS #10 request; its subject means nothing, since a proxy's name comes from its issuer. */
  String request() {
    try {
      return pem(
          new JcaPKCS10CertificationRequestBuilder(new X500Name("O=Dummy"), keys.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every Java signs with RSA", e);
    }
  }

  static String pem(Object... things) {
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
}
