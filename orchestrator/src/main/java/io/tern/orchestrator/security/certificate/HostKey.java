package io.tern.orchestrator.security.certificate;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The file of our certificate's private key. */
record HostKey(Path file) {
  private static final byte[] ANYTHING = {1, 2, 3};

  /** While both files are being replaced, the one may be older than the other. */
  void refuseOfAnother(PublicKey certified) throws IOException {
    if (!fits(read(), certified)) {
      throw new IOException("host key: " + file + " is not that of the host certificate");
    }
  }

  private static boolean fits(PrivateKey own, PublicKey certified) {
    String algorithm = "SHA256with" + (certified.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(own);
      signing.update(ANYTHING);
      byte[] signature = signing.sign();
      signing.initVerify(certified);
      signing.update(ANYTHING);
      return signing.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private PrivateKey read() throws IOException {
    try (Reader in = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(in)) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        if (part instanceof PrivateKeyInfo key) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
        if (part instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
      }
    }
    throw new IOException("host key: " + file + " (expected: PEM, PKCS #8, without a pass phrase)");
  }
}
