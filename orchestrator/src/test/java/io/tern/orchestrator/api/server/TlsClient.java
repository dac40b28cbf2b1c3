package io.tern.orchestrator.api.server;

import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.HostCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.jspecify.annotations.Nullable;

/** Clients of a service over TLS, each request as another holder. */
public record TlsClient(int port, X509Certificate trusted) {

  /** A host certificate for loopback, in files. */
  public static HostCertificate host(Authority authority, Path directory) {
    Credential host = authority.host("127.0.0.1");
    Path certificate = directory.resolve("host.pem");
    Path key = directory.resolve("host.key");
    try {
      Files.writeString(certificate, Authority.pem(host.chain().getFirst()));
      Files.writeString(key, Authority.pem(new JcaPKCS8Generator(host.keys().getPrivate(), null)));
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HostCertificate(certificate, key);
  }

  public HttpResponse<String> get(String path, @Nullable Credential as) throws Exception {
    return send("GET", path, as, BodyPublishers.noBody());
  }

  public HttpResponse<String> send(
      String method, String path, @Nullable Credential as, BodyPublisher body) throws Exception {
    return send(method, path, as, body, "TLSv1.3");
  }

  HttpResponse<String> send(
      String method, String path, @Nullable Credential as, BodyPublisher body, String protocol)
      throws Exception {
    try (HttpClient client = client(as, protocol)) {
      return client.send(
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
              .header("Content-Type", "application/json")
              .method(method, body)
              .build(),
          BodyHandlers.ofString());
    }
  }

  /** A client that shows {@code as} on each of its connections. */
  public HttpClient client(@Nullable Credential as, String protocol) throws Exception {
    SSLContext tls = context(as);
    SSLParameters parameters = tls.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder().sslContext(tls).sslParameters(parameters).build();
  }

  /** What shows {@code as} in handshakes. */
  public SSLContext context(@Nullable Credential as) throws Exception {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("ca", trusted);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authorities);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    if (as != null) {
      Certificate[] chain = as.chain().toArray(X509Certificate[]::new);
      keys.setKeyEntry("own", as.keys().getPrivate(), new char[0], chain);
    }
    KeyManagerFactory shown = KeyManagerFactory.getInstance("SunX509");
    shown.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
