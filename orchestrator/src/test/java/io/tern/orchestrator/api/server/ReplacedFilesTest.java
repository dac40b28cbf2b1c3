package io.tern.orchestrator.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.identity.Holders;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.certificate.Proxies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Certificates that are replaced under a service that runs. */
class ReplacedFilesTest {
  private static final int REREAD_MS = 100;

  @TempDir Path directory;

  private final Authority authority = new Authority("CN=CA,DC=test");
  private Path authorities;
  private ChainCheck check;
  private Service service;

  @BeforeEach
  void start() throws Exception {
    authorities = Files.createDirectories(directory.resolve("certificates"));
    authority.trustedIn(authorities);
    check =
        new ChainCheck(
            new GridTrust(authorities, Optional.empty(), GridTrust.Revocation.IF_VALID), REREAD_MS);
    service =
        new Service(
            settings ->
                settings
                    .withTls(TlsClient.host(authority, directory))
                    .rereading(Duration.ofMillis(REREAD_MS)),
            (vertx, outbound) -> Holders.of(vertx, check));
  }

  @AfterEach
  void stop() {
    service.close();
    check.close();
  }

  @Test
  void newHandshakesShowTheNewHostCertificateAndOldConnectionsGoOn() throws Exception {
    X509Certificate first = onDisk();
    try (SSLSocket old = connect()) {
      assertThat(shown(old)).isEqualTo(first);
      assertThat(asked(old)).isEqualTo("HTTP/1.1 200 OK");

      TlsClient.host(authority, directory);

      X509Certificate second = onDisk();
      assertThat(second).isNotEqualTo(first);
      Awaitility.await().until(() -> shown().equals(second));
      assertThat(asked(old)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  /** Every event loop has a listener of its own. */
  @Test
  void noHandshakeShowsTheOldOneAfterwards() throws Exception {
    TlsClient.host(authority, directory);
    X509Certificate second = onDisk();
    Awaitility.await().until(() -> shown().equals(second));

    for (int i = 0; i < 20; i++) {
      assertThat(shown()).isEqualTo(second);
    }
  }

  @Test
  void aCertificateIsNotShownBeforeItsKeyIsThere() throws Exception {
    X509Certificate first = onDisk();
    Logger log = (Logger) LoggerFactory.getLogger(Tls.class);
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    log.addAppender(heard);

    Credential other = authority.host("127.0.0.1");
    Path whole =
        Files.writeString(directory.resolve("new"), Authority.pem(other.chain().getFirst()));
    Files.move(whole, directory.resolve("host.pem"), StandardCopyOption.ATOMIC_MOVE);

    Awaitility.await().until(() -> !heard.list.isEmpty());
    log.detachAppender(heard);
    assertThat(heard.list.getFirst().getFormattedMessage())
        .startsWith("the host certificate stays as it was: host key: ");
    assertThat(shown()).isEqualTo(first);
  }

  @Test
  void aNewAuthorityAndARevocationAreTakenUp() throws Exception {
    Authority other = new Authority("CN=Other,DC=test");
    Credential alice = other.issue("CN=Alice,DC=test");
    int before = whoami(alice);

    other.trustedIn(authorities);
    Awaitility.await().until(() -> whoami(alice) == 200);
    Credential bob = other.issue("CN=Bob,DC=test");
    other.revoke(authorities, bob.chain().getFirst());

    assertThat(before).isEqualTo(401);
    Awaitility.await().until(() -> whoami(fresh(bob)) == 401);
    assertThat(whoami(alice)).isEqualTo(200);
  }

  /** A proxy that the service has not yet believed. */
  private static Credential fresh(Credential revoked) {
    return Proxies.of(revoked);
  }

  private int whoami(Credential credential) throws Exception {
    return new TlsClient(service.port, authority.certificate)
        .get("/whoami", credential)
        .statusCode();
  }

  private SSLSocket connect() throws Exception {
    return (SSLSocket)
        new TlsClient(service.port, authority.certificate)
            .context(null)
            .getSocketFactory()
            .createSocket("127.0.0.1", service.port);
  }

  private X509Certificate shown() throws Exception {
    try (SSLSocket socket = connect()) {
      return shown(socket);
    }
  }

  private static X509Certificate shown(SSLSocket socket) throws IOException {
    Certificate[] chain = socket.getSession().getPeerCertificates();
    return (X509Certificate) chain[0];
  }

  private X509Certificate onDisk() throws Exception {
    try (InputStream in = Files.newInputStream(directory.resolve("host.pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** The status line of an answer on a connection that stays. */
  private static String asked(SSLSocket socket) throws IOException {
    byte[] request =
        "HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(request);
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    return in.lines().takeWhile(line -> !line.isEmpty()).toList().getFirst();
  }
}
