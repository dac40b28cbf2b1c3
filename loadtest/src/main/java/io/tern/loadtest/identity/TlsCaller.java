package io.tern.loadtest.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Somebody who asks over TLS. Calls block; threadsafe. */
public final class TlsCaller {
  private static final int PATIENCE_MS = 20_000;

  private final KeyManager[] shown;
  private final TrustManager[] trusted;

  /**
   * @param trusted the authority of the service's certificate
   * @param shown in handshakes; empty: nothing
   */
  public TlsCaller(Authority trusted, Optional<Credential> shown) throws GeneralSecurityException {
    this.shown = shown.isPresent() ? shown.get().shown() : new KeyManager[0];
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", trusted.certificate());
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      this.trusted = factory.getTrustManagers();
    } catch (IOException e) {
      throw new IllegalStateException("a store in memory", e);
    }
  }

  /** Remembers no session, so that its first handshake is a full one. */
  private SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown, trusted, null);
    return context;
  }

  /** A client that keeps its connections. */
  public HttpClient client() throws GeneralSecurityException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context())
        .build();
  }

  /**
   * The whole answer to a GET on a connection of its own, after a full handshake.
   *
   * @throws IOException if the status is not 200
   */
  public String getAnew(URI url) throws IOException, GeneralSecurityException {
    InetAddress address = InetAddress.ofLiteral(url.getHost());
    try (Socket socket = context().getSocketFactory().createSocket(address, url.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(head(url));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new IOException(url + ": " + answer);
      }
      return answer;
    }
  }

  /** The same, and the answer is not looked at. */
  public void readAnew(URI url) throws IOException, GeneralSecurityException {
    String unused = getAnew(url);
  }

  private static byte[] head(URI url) {
    return ("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n")
        .formatted(url.getPath(), url.getAuthority())
        .getBytes(StandardCharsets.US_ASCII);
  }
}
