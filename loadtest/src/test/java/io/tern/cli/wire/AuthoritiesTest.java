package io.tern.cli.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tern.loadtest.identity.Authority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A server is believed if its certificate is of an authority that the user names. */
class AuthoritiesTest {
  private static final char[] OPEN = new char[0];

  private HttpsServer server;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    Authority authority = new Authority();
    authority.trustedIn(directory.resolve("good"));
    new Authority().trustedIn(directory.resolve("other"));
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    Path host = authority.writeHost(directory.resolve("host"), "127.0.0.1");
    server.setHttpsConfigurator(new HttpsConfigurator(context(host)));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static SSLContext context(Path host) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(host.resolve("host.pem"))) {
      Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setKeyEntry("host", key(host), OPEN, new Certificate[] {own});
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, OPEN);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static PrivateKey key(Path host) throws IOException, GeneralSecurityException {
    String pem = Files.readString(host.resolve("host.key")).replaceAll("-----.*-----", "");
    byte[] bytes = Base64.getMimeDecoder().decode(pem);
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private Object asked(Map<String, String> environment, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "--server";
    all[1] = "https://127.0.0.1:" + server.getAddress().getPort();
    System.arraycopy(options, 0, all, 2, options.length);
    return CommandLine.populateCommand(new Connection(), all).open(environment).get("/");
  }

  @Test
  void aServerOfAnotherAuthorityIsNotSpokenTo() {
    Map<String, String> nowhere = Map.of("TERN_CONFIG", directory.resolve("none").toString());

    assertThatThrownBy(() -> asked(nowhere)).isInstanceOf(Trouble.class);
    assertThatThrownBy(() -> asked(nowhere, "--ca", directory.resolve("other").toString()))
        .extracting(trouble -> ((Trouble) trouble).exit())
        .isEqualTo(Exit.IO);
  }

  @Test
  void authoritiesAreNamedByAnOptionTheEnvironmentOrAProfile() throws IOException {
    Path good = directory.resolve("good");
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, "{default: site, profiles: {site: {ca: \"%s\"}}}".formatted(good));
    String profile = config.toString();
    String other = directory.resolve("other").toString();

    assertThat(asked(Map.of("TERN_CONFIG", profile))).isNotNull();
    assertThat(asked(Map.of("TERN_CA", good.toString()))).isNotNull();
    assertThat(asked(Map.of("TERN_CA", other, "TERN_CONFIG", profile), "--ca", good.toString()))
        .isNotNull();
    assertThatThrownBy(() -> asked(Map.of("TERN_CA", other, "TERN_CONFIG", profile)))
        .isInstanceOf(Trouble.class);
  }

  @Test
  void aFileWithoutACertificateIsAWrongCommandLine() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.pem"));

    assertThatThrownBy(() -> asked(Map.of(), "--ca", empty.toString()))
        .hasMessage("authorities: " + empty + " (expected: certificates in PEM)")
        .extracting(trouble -> ((Trouble) trouble).exit())
        .isEqualTo(Exit.USAGE);
  }
}
