package io.tern.orchestrator.api.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import eu.emi.security.authn.x509.proxy.ProxyType;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.identity.Holders;
import io.tern.orchestrator.api.server.TlsClient;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.credential.MemoryCredentials;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.Authority.Credential;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.certificate.Proxies;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The delegation protocol as FTS's clients speak it, over TLS with real proxies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DelegationTest {
  private static final String JOB =
      "{\"files\":[{\"sources\":[\"https://a.org/f\"],\"destinations\":[\"https://b.org/f\"]}]}";

  @TempDir static Path directory;

  private final Authority authority = new Authority("CN=CA,DC=test");
  private final Credential alice = authority.issue("CN=Alice,DC=test", Duration.ofDays(3));
  private final Credential bob = authority.issue("CN=Bob,DC=test");
  private final MemoryCredentials credentials = new MemoryCredentials(this::now);
  private long ahead;
  private ChainCheck check;
  private Service service;
  private TlsClient client;
  private String id;

  private long now() {
    return System.currentTimeMillis() + ahead;
  }

  @BeforeAll
  void start() throws Exception {
    authority.trustedIn(Files.createDirectories(directory.resolve("certificates")));
    check =
        new ChainCheck(
            new GridTrust(
                directory.resolve("certificates"),
                Optional.empty(),
                GridTrust.Revocation.IF_VALID));
    service =
        new Service(
            settings -> settings.withTls(TlsClient.host(authority, directory)),
            (vertx, outbound) -> Holders.of(vertx, check),
            vertx -> Optional.of(new Delegations(vertx, credentials, check, this::now)));
    client = new TlsClient(service.port, authority.certificate);
  }

  @AfterAll
  void stop() {
    service.close();
    check.close();
  }

  @BeforeEach
  void forget() throws Exception {
    ahead = 0;
    id = json(client.get("/whoami", alice)).path("delegation_id").asText();
    var unused = client.send("DELETE", "/delegation/" + id, alice, BodyPublishers.noBody());
  }

  @Test
  void lendsAProxyAndTakesItBack() throws Exception {
    assertThat(client.get("/delegation/" + id, alice).body()).isEqualTo("null");

    HttpResponse<String> request = client.get("/delegation/" + id + "/request", alice);
    String proxy = Proxies.signed(request.body(), alice, options -> {});
    HttpResponse<String> taken = put(proxy, alice);

    assertThat(request.headers().firstValue("X-Delegation-ID")).contains(id);
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(taken.body()).isEmpty();
    JsonNode info = json(client.get("/delegation/" + id, alice));
    assertThat(info.path("termination_time").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    assertThat(info.path("voms_attrs")).isEmpty();
    Kept kept = credentials.any(Slot.Kind.PROXY).orElseThrow();
    assertThat(kept.text().reveal().split("-----BEGIN ")).hasSize(4);
    assertThat(kept.text().reveal()).contains("PRIVATE KEY");
    assertThat(credentials.any(Slot.Kind.REQUESTED)).as("the request is used up").isEmpty();
    assertThat(delete(alice)).isEqualTo(204);
    assertThat(delete(alice)).isEqualTo(404);
    assertThat(credentials.size()).isZero();
  }

  @Test
  void tellsWhoDelegatesToComeAgainWhileKafkaIsAway() throws Exception {
    credentials.away(true);

    for (String path : List.of("", "/request")) {
      HttpResponse<String> away = client.get("/delegation/" + id + path, alice);
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.headers().firstValue("Retry-After")).contains("5");
      assertThat(message(away))
          .isEqualTo("delegated credentials cannot be read or kept now: Kafka is away");
    }
    assertThat(submit().statusCode()).isEqualTo(503);

    credentials.away(false);
    assertThat(client.get("/delegation/" + id, alice).body()).isEqualTo("null");
  }

  @Test
  void makesAFreshKeyEachTime() throws Exception {
    String first = client.get("/delegation/" + id + "/request", alice).body();
    String second = client.get("/delegation/" + id + "/request", alice).body();

    assertThat(key(first)).isNotEqualTo(key(second));
    assertThat(put(Proxies.signed(first, alice, options -> {}), alice).statusCode())
        .as("a proxy of a key that has been replaced")
        .isEqualTo(400);
    assertThat(put(Proxies.signed(second, alice, options -> {}), alice).statusCode())
        .isEqualTo(201);
  }

  @Test
  void refusesWhatIsNotAProxyOfTheCaller() throws Exception {
    assertThat(message(put(Authority.pem(alice.chain().getFirst()), alice)))
        .isEqualTo("No credential cache found");

    String request = client.get("/delegation/" + id + "/request", alice).body();

    refused("not certificates in PEM", "nonsense");
    refused("certificates: 0 (expected: the proxy and its issuers)", "");
    refused("certificates: 1 (", Authority.pem(alice.chain().getFirst()));
    refused("its key is not", Authority.pem(bob.chain().getFirst(), alice.chain().getFirst()));
    refused("it is not a proxy of /DC=test/CN=Alice", Proxies.signed(request, bob, options -> {}));
    refused("proxy: limited", Proxies.signed(request, alice, options -> options.setLimited(true)));
    refused(
        "proxy: of the kind LEGACY",
        Proxies.signed(request, alice, options -> options.setType(ProxyType.LEGACY)));
    refused(
        "certificate: ",
        Proxies.signed(
            request, new Authority("CN=CA,DC=test").issue("CN=Alice,DC=test"), options -> {}));
    assertThat(credentials.any(Slot.Kind.PROXY)).isEmpty();
  }

  private void refused(String reason, String pem) throws Exception {
    HttpResponse<String> answer = put(pem, alice);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(message(answer)).startsWith("Could not process the proxy: ").contains(reason);
  }

  @Test
  void servesNobodyElse() throws Exception {
    for (String path : List.of("", "/request")) {
      HttpResponse<String> other = client.get("/delegation/" + id + path, bob);
      assertThat(other.statusCode()).isEqualTo(403);
      assertThat(message(other)).isEqualTo("The requested ID and the credentials ID do not match");
      assertThat(client.get("/delegation/" + id + path, null).statusCode()).isEqualTo(403);
    }
    assertThat(delete(bob)).isEqualTo(403);
    assertThat(put("x", bob).statusCode()).isEqualTo(403);
    assertThat(delete(null)).isEqualTo(403);
    assertThat(put("x", null).statusCode()).isEqualTo(403);
  }

  @Test
  void saysThatItDoesNotRenewAttributes() throws Exception {
    HttpResponse<String> answer =
        client.send("POST", "/delegation/" + id + "/voms", alice, BodyPublishers.ofString("[]"));

    assertThat(answer.statusCode()).isEqualTo(424);
    assertThat(message(answer)).startsWith("VOMS attributes are not renewed here");
  }

  @Test
  void asksForADelegationThatLastsBeforeAJob() throws Exception {
    HttpResponse<String> none = submit();
    assertThat(none.statusCode()).isEqualTo(419);
    assertThat(message(none)).isEqualTo("No delegation found for \"/DC=test/CN=Alice\"");
    assertThat(json(none).path("status").asText()).isEqualTo("419 Authentication Timeout");

    String request = client.get("/delegation/" + id + "/request", alice).body();
    put(Proxies.signed(request, alice, options -> options.setLifetime(2 * 3600)), alice);
    assertThat(submit().statusCode()).isEqualTo(200);

    ahead = Duration.ofMinutes(61).toMillis();
    assertThat(message(submit()))
        .isEqualTo("The delegated credentials has less than one hour left (" + id + ")");
    ahead = Duration.ofMinutes(121).toMillis();
    assertThat(message(submit())).startsWith("No delegation found for ");
    assertThat(client.get("/delegation/" + id, alice).body()).isEqualTo("null");
  }

  private HttpResponse<String> submit() throws Exception {
    return client.send("POST", "/jobs", alice, BodyPublishers.ofString(JOB));
  }

  private HttpResponse<String> put(String pem, Credential as) throws Exception {
    return client.send(
        "PUT", "/delegation/" + id + "/credential", as, BodyPublishers.ofString(pem));
  }

  private int delete(Credential as) throws Exception {
    return client.send("DELETE", "/delegation/" + id, as, BodyPublishers.noBody()).statusCode();
  }

  private static Object key(String request) throws Exception {
    return Proxies.requested(request).getPublicKey();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private static String message(HttpResponse<String> answer) throws IOException {
    return json(answer).path("message").asText();
  }
}
