package io.tern.orchestrator.api.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.identity.Holders;
import io.tern.orchestrator.api.identity.Roles;
import io.tern.orchestrator.api.server.ClientHello.Answer;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that no good client asks for, and those that come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeTest {
  private static final int TLS_1_2 = 0x0303;
  private static final int ECDHE_RSA_AES128_GCM = 0xc02f;
  private static final int PROTOCOL_VERSION = 70;
  private static final int HANDSHAKE_FAILURE = 40;

  @TempDir static Path directory;

  private final Authority authority = new Authority("CN=CA,DC=test");
  private ChainCheck check;
  private Service service;

  @BeforeAll
  void start() throws Exception {
    Path authorities = Files.createDirectories(directory.resolve("certificates"));
    authority.trustedIn(authorities);
    check =
        new ChainCheck(new GridTrust(authorities, Optional.empty(), GridTrust.Revocation.IF_VALID));
    Roles none = new Roles(Map.of(), Set.of(), Map.of());
    service =
        new Service(
            settings -> settings.withTls(TlsClient.host(authority, directory)),
            (vertx, out) -> Holders.of(vertx, check, none, System::currentTimeMillis));
  }

  @AfterAll
  void stop() {
    service.close();
    check.close();
  }

  private Answer answer(int version, int suite) throws IOException {
    return new ClientHello(version, List.of(suite)).sendTo(service.port);
  }

  @Test
  void oldVersionsAreRefused() throws Exception {
    int ecdheRsaAes128Sha = 0xc013;

    assertThat(answer(TLS_1_2, ecdheRsaAes128Sha)).isEqualTo(new Answer.Hello());
    for (int version : List.of(0x0300, 0x0301, 0x0302)) {
      assertThat(answer(version, ecdheRsaAes128Sha))
          .as("%x", version)
          .isEqualTo(new Answer.Alert(PROTOCOL_VERSION));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_WITH_NULL_SHA256, 003b",
    "RSA_EXPORT_WITH_RC4_40_MD5, 0003",
    "RSA_WITH_RC4_128_SHA, 0005",
    "RSA_WITH_3DES_EDE_CBC_SHA, 000a",
    "ECDHE_RSA_WITH_RC4_128_SHA, c011",
    "ECDHE_RSA_WITH_3DES_EDE_CBC_SHA, c012",
    "ECDHE_RSA_WITH_NULL_SHA, c010",
    "ECDH_anon_WITH_AES_128_CBC_SHA, c018",
    "DH_anon_WITH_AES_128_GCM_SHA256, 00a6",
    "RSA_WITH_AES_128_GCM_SHA256, 009c"
  })
  void suitesThatHideNothingProveNothingOrKeepNoSecretForLongAreRefused(String name, String suite)
      throws Exception {
    assertThat(answer(TLS_1_2, Integer.parseInt(suite, 16)))
        .as(name)
        .isEqualTo(new Answer.Alert(HANDSHAKE_FAILURE));
    assertThat(answer(TLS_1_2, ECDHE_RSA_AES128_GCM)).isEqualTo(new Answer.Hello());
  }

  /** Each new handshake costs the server a signature, and asks for no new connection. */
  @Test
  void aConnectionHasOneHandshake() throws Exception {
    try (SSLSocket socket = connect(holder("Alice"), "TLSv1.2")) {
      socket.startHandshake();

      assertThatExceptionOfType(IOException.class).isThrownBy(() -> whoami(socket));
    }
  }

  /** What was shown in the first handshake holds in those that resume it, and in no others. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aResumedSessionIsItsHolders(String protocol) throws Exception {
    SSLContext alice = holder("Alice");
    SSLContext bob = holder("Bob");
    int resumed = 0;
    for (int i = 0; i < 4; i++) {
      long begun = System.currentTimeMillis();
      try (SSLSocket one = connect(alice, protocol);
          SSLSocket other = connect(bob, protocol)) {
        assertThat(whoami(one)).contains("/DC=test/CN=Alice");
        assertThat(whoami(other)).contains("/DC=test/CN=Bob");
        resumed += one.getSession().getCreationTime() < begun ? 1 : 0;
      }
    }
    assertThat(resumed).isPositive();
  }

  private SSLContext holder(String name) throws Exception {
    return new TlsClient(service.port, authority.certificate)
        .context(authority.issue("CN=" + name + ",DC=test"));
  }

  private SSLSocket connect(SSLContext holder, String protocol) throws IOException {
    SSLSocket socket =
        (SSLSocket) holder.getSocketFactory().createSocket("127.0.0.1", service.port);
    socket.setSoTimeout(20_000);
    socket.setEnabledProtocols(new String[] {protocol});
    socket.startHandshake();
    return socket;
  }

  private static String whoami(SSLSocket socket) throws IOException {
    byte[] request =
        "GET /whoami HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);
    socket.getOutputStream().write(request);
    socket.getOutputStream().flush();
    String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
    if (answer.isEmpty()) {
      throw new EOFException("closed");
    }
    return answer;
  }
}
