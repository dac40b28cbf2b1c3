package io.tern.orchestrator.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.emi.security.authn.x509.proxy.ProxyType;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.identity.Grant;
import io.tern.orchestrator.api.identity.Holders;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.identity.Level;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.identity.Roles;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.CertificateRefused;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.certificate.HostCertificate;
import io.tern.orchestrator.security.certificate.Proxies;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over TLS, for callers with certificates and proxies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  @TempDir static Path directory;

  private final Authority authority = new Authority("CN=CA,DC=test");
  private final Credential alice = authority.issue("CN=Alice,DC=test");
  private final Credential voms = authority.issue("CN=voms.test,DC=test");
  private final AtomicLong ahead = new AtomicLong();
  private HostCertificate own;
  private Path authorities;
  private ChainCheck check;
  private Service service;

  @BeforeAll
  void start() throws Exception {
    own = TlsClient.host(authority, directory);
    authorities = Files.createDirectories(directory.resolve("certificates"));
    authority.trustedIn(authorities);
    Proxies.trust(directory.resolve("vomsdir"), "cms", "/DC=test/CN=voms.test", "/DC=test/CN=CA");
    check =
        new ChainCheck(
            new GridTrust(
                authorities,
                Optional.of(directory.resolve("vomsdir")),
                GridTrust.Revocation.IF_VALID),
            100);
    service = new Service(settings -> settings.withTls(own), (vertx, out) -> identities(vertx));
  }

  private Identities identities(Vertx vertx) {
    return Holders.of(
        vertx,
        check,
        new Roles(
            Map.of(
                "/cms/Role=production", List.of(new Grant(Operation.CONFIG, Level.ALL)),
                "/atlas/Role=production", List.of(new Grant(Operation.ADMIN, Level.ALL))),
            Set.of("/DC=test/CN=Root"),
            Map.of("/DC=test/CN=Lonely", List.of("dune"))),
        () -> System.currentTimeMillis() + ahead.get());
  }

  @AfterAll
  void stop() {
    service.close();
    check.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void knowsTheHolderOfAProxyWithAttributes(String protocol) throws Exception {
    Credential proxy =
        Proxies.with(alice, Proxies.attributes(voms, alice, "cms", "/cms/Role=production", "/cms"));

    JsonNode me = json(get("/whoami", Optional.of(proxy), protocol));

    assertThat(me.path("user_dn").asText()).isEqualTo("/DC=test/CN=Alice");
    assertThat(me.path("vos")).hasToString("[\"cms\"]");
    assertThat(me.path("voms_cred")).hasToString("[\"/cms/Role=production\",\"/cms\"]");
    assertThat(me.path("roles")).hasToString("[\"production\"]");
    assertThat(me.path("method").asText()).isEqualTo("certificate");
    assertThat(me.path("level").path("config").asText()).isEqualTo("all");
    assertThat(me.path("level").has("admin")).isFalse();
    assertThat(me.path("is_root").asBoolean()).isFalse();
  }

  @Test
  void mapsHoldersWithoutAttributes() throws Exception {
    assertThat(json(whoami(authority.issue("CN=Lonely,DC=test"))).path("vos"))
        .hasToString("[\"dune\"]");
    assertThat(json(whoami(authority.issue("CN=Root,DC=test"))).path("is_root").asBoolean())
        .isTrue();
  }

  /** Or one would see, and cancel, what the other moves. */
  @Test
  void holdersOfOneNameAreNotOfOneVo() throws Exception {
    String one = vo(authority.issue("CN=Smith,OU=a,DC=test"));
    String other = vo(authority.issue("CN=Smith,OU=b,DC=test"));

    assertThat(List.of(one, other)).allMatch(vo -> vo.matches("Smith@test-[0-9a-f]{16}"));
    assertThat(one).isNotEqualTo(other).isEqualTo(vo(authority.issue("CN=Smith,OU=a,DC=test")));
  }

  private String vo(Credential holder) throws Exception {
    return json(whoami(holder)).path("vos").path(0).asText();
  }

  @Test
  void givesBackTheCertificate() throws Exception {
    HttpResponse<String> shown = get("/whoami/certificate", Optional.of(alice), "TLSv1.3");

    assertThat(shown.headers().firstValue("Content-Type")).contains("application/x-pem-file");
    assertThat(shown.body().strip()).isEqualTo(Authority.pem(alice.chain().getFirst()).strip());
    assertThat(get("/whoami/certificate", Optional.empty(), "TLSv1.3").statusCode()).isEqualTo(403);
  }

  @Test
  void looksAtAChainAgainAfterAMinute() throws Exception {
    Credential gone = authority.issue("CN=Gone,DC=test");
    int before = whoami(gone).statusCode();
    authority.revoke(authorities, gone.chain().getFirst());
    Awaitility.await()
        .untilAsserted(() ->
            assertThatExceptionOfType(CertificateRefused.class)
                .isThrownBy(() -> check.check(gone.chain())));

    assertThat(List.of(before, whoami(gone).statusCode())).containsExactly(200, 200);
    ahead.addAndGet(60_000);
    assertThat(whoami(gone).statusCode()).isEqualTo(401);
  }

  @Test
  void letsWhoeverShowsNothingBeAnonymous() throws Exception {
    JsonNode me = json(get("/whoami", Optional.empty(), "TLSv1.3"));

    assertThat(me.path("method").asText()).isEqualTo("unauthenticated");
  }

  @Test
  void tellsWhyAProxyIsRefused() throws Exception {
    Credential old = Proxies.of(alice, options -> options.setType(ProxyType.LEGACY));
    Credential limited = Proxies.of(alice, options -> options.setLimited(true));

    HttpResponse<String> refused = whoami(old);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("message").asText())
        .isEqualTo("proxy: of the kind LEGACY (expected: RFC 3820)");
    assertThat(json(whoami(limited)).path("message").asText()).startsWith("proxy: limited");
    assertThat(whoami(new Authority("CN=CA,DC=test").issue("CN=Root,DC=test")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void refusesToServeWithABadCertificate() throws Exception {
    HostCertificate good = own;
    good.check(Instant.now());

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> good.check(Instant.now().plus(Duration.ofDays(2))))
        .withMessageContaining("expired at ");
    Files.setPosixFilePermissions(own.key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> good.check(Instant.now()))
        .withMessageContaining("is open to others");
    Files.setPosixFilePermissions(own.key(), PosixFilePermissions.fromString("rw-------"));
  }

  private HttpResponse<String> whoami(Credential credential) throws Exception {
    return get("/whoami", Optional.of(credential), "TLSv1.3");
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpResponse<String> get(String path, Optional<Credential> credential, String protocol)
      throws Exception {
    return new TlsClient(service.port, authority.certificate)
        .send("GET", path, credential.orElse(null), BodyPublishers.noBody(), protocol);
  }
}
