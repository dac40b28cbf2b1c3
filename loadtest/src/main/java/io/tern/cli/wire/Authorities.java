package io.tern.cli.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Authorities whose word for a server counts, in place of those that Java knows. */
final class Authorities {
  private static final String CERTIFICATE = ".+\\.(pem|crt|[0-9])";

  private Authorities() {}

  /**
   * Reads their certificates.
   *
   * @param place a file of PEM, or a directory of such, as grid sites have it
   */
  static SSLContext in(Path place) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(certificates(place)));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new Trouble(Exit.USAGE, "authorities: " + place + " (expected: certificates in PEM)");
    }
  }

  private static List<Certificate> certificates(Path place)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<>();
    for (Path file : files(place)) {
      try (InputStream in = Files.newInputStream(file)) {
        found.addAll(factory.generateCertificates(in));
      }
    }
    if (found.isEmpty()) {
      throw new IOException("no certificate");
    }
    return found;
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> all = Files.list(place)) {
      return all.filter(file -> file.getFileName().toString().matches(CERTIFICATE)).toList();
    }
  }

  private static KeyStore store(List<Certificate> certificates)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), certificates.get(i));
    }
    return store;
  }
}
