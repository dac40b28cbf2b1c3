package io.tern.orchestrator.xrootd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.job.StorageName;
import io.tern.orchestrator.Tern;
import io.tern.orchestrator.TernSettings;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.api.identity.Grant;
import io.tern.orchestrator.api.identity.Holders;
import io.tern.orchestrator.api.identity.Level;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.identity.Roles;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.certificate.HostCertificate;
import io.tern.orchestrator.security.certificate.Proxies;
import io.tern.storage.webdav.XrootdPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing of our own but the service: curl with proxies of openssl and of voms-proxy-fake, and
 * storages whose authorisation file gives each user a directory.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(360)
class RealToolsTest {
  private static final String AUTHORITY = "/DC=test/CN=TPC test CA";
  private static final Set<String> UNDER_WAY = Set.of("SUBMITTED", "READY", "ACTIVE");

  @TempDir static Path data;

  private XrootdPair pair;
  private ChainCheck check;
  private Tern tern;
  private Curl curl;
  private Path alice;
  private Path bob;

  @BeforeAll
  void start() throws Exception {
    Curl.require("curl", "voms-proxy-fake");
    pair = XrootdPair.start(XrootdPair::withMacaroons);
    alice = pair.proxy("alice");
    bob = pair.proxy("bob");
    for (String user : List.of("alice", "bob")) {
      Path directory = Files.createDirectory(pair.files("a").resolve(user));
      Files.writeString(directory.resolve("f"), "of " + user);
    }
    Proxies.trust(data.resolve("vomsdir"), "cms", "/DC=test/CN=voms.test", AUTHORITY);
    check =
        new ChainCheck(
            new GridTrust(
                pair.tls().resolve("certs"),
                Optional.of(data.resolve("vomsdir")),
                GridTrust.Revocation.IF_VALID));
    tern = Tern.start(settings());
    curl = new Curl(tern.httpPort(), pair.authority());
  }

  private TernSettings settings() {
    TernSettings lending =
        TestingTern.lending(
            TestingTern.settings("one", data.resolve("node"), Optional.empty()),
            pair.tls().resolve("certs"));
    HostCertificate own =
        new HostCertificate(pair.tls().resolve("hostcert.pem"), pair.tls().resolve("hostkey.pem"));
    Roles roles =
        new Roles(
            Map.of("/cms/Role=production", List.of(new Grant(Operation.CONFIG, Level.ALL))),
            Set.of(),
            Map.of());
    return TestingTern.guarded(
        lending,
        own,
        check,
        (vertx, outbound) -> Holders.of(vertx, check, roles, System::currentTimeMillis));
  }

  @AfterAll
  void stop() throws Exception {
    if (tern != null) {
      tern.close();
    }
    if (check != null) {
      check.close();
    }
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  void knowsTheHolderOfAProxyOfOpenssl() throws Exception {
    JsonNode me = curl.get(alice, "/whoami").json();

    assertThat(me.path("user_dn").asText()).isEqualTo("/DC=test/CN=alice");
    assertThat(me.path("method").asText()).isEqualTo("certificate");
    assertThat(me.path("vos").toString()).matches("\\[\"alice@test-[0-9a-f]{16}\"]");
    assertThat(Files.readString(alice))
        .contains(curl.get(alice, "/whoami/certificate").body().strip());
    assertThat(curl.get(alice, "/config/audit").status()).isEqualTo(403);
  }

  @Test
  void knowsTheAttributesOfVomsProxyFake() throws Exception {
    Path proxy = fake("production", "voms.test", "-rfc");

    JsonNode me = curl.get(proxy, "/whoami").json();

    assertThat(me.path("user_dn").asText()).isEqualTo("/DC=test/CN=bob");
    assertThat(me.path("vos")).hasToString("[\"cms\"]");
    assertThat(me.path("roles")).hasToString("[\"production\"]");
    assertThat(curl.get(proxy, "/config/audit").status()).isEqualTo(200);
  }

  @Test
  void refusesWhatVomsProxyFakeForges() throws Exception {
    refused("VOMS: ", fake("forged", "mallory", "-rfc"));
    refused("proxy: of the kind LEGACY", fake("legacy", "voms.test", "-proxyver", "2"));
    refused("proxy: limited", fake("limited", "voms.test", "-rfc", "-limited"));
    refused(
        "certificate: ",
        fake("expired", "voms.test", "-rfc", "-hours", "1", "-pastproxy", "48:00"));
  }

  private void refused(String why, Path proxy) throws Exception {
    Curl.Answer answer = curl.get(proxy, "/whoami");

    assertThat(answer.status()).as(why).isEqualTo(401);
    assertThat(answer.json().path("message").asText()).startsWith(why);
  }

  /** A proxy of bob's, with the role production in cms by word of {@code server}. */
  private Path fake(String name, String server, String... more) throws Exception {
    pair.proxy(server);
    Path out = data.resolve(name + ".pem");
    List<String> command = new ArrayList<>(List.of("voms-proxy-fake", "-quiet"));
    command.addAll(List.of("-cert", own("bob", "cert"), "-key", own("bob", "key")));
    command.addAll(List.of("-hostcert", own(server, "cert"), "-hostkey", own(server, "key")));
    command.addAll(List.of("-certdir", pair.tls().resolve("certs").toString()));
    command.addAll(List.of("-voms", "cms", "-uri", "voms.test:15000"));
    command.addAll(List.of("-fqan", "/cms/Role=production", "-out", out.toString()));
    command.addAll(List.of(more));
    Curl.run("", command);
    return out;
  }

  private String own(String name, String part) {
    return pair.tls().resolve(name + "-" + part + ".pem").toString();
  }

  @Test
  void copiesForEachUserWhatItsOwnProxyOpens() throws Exception {
    assertThat(submit(alice, "alice/f", "alice/g").status()).as("nothing was lent").isEqualTo(419);
    lend(alice, "alice");
    lend(bob, "bob");

    assertThat(ended(alice, "alice/f", "alice/g").path("file_state").asText())
        .isEqualTo("FINISHED");
    assertThat(ended(bob, "bob/f", "bob/g").path("file_state").asText()).isEqualTo("FINISHED");
    assertThat(ended(bob, "alice/f", "bob/h").path("reason").asText()).startsWith("SOURCE [13]");
    assertThat(ended(alice, "alice/f", "bob/h").path("reason").asText())
        .startsWith("DESTINATION [13]");

    assertThat(pair.files("b").resolve("alice/g")).hasContent("of alice");
    assertThat(pair.files("b").resolve("bob/g")).hasContent("of bob");
    assertThat(pair.files("b").resolve("bob/h")).doesNotExist();
  }

  @Test
  void opensNothingOnceWhatWasLentIsGone() throws Exception {
    Path operator = fake("operator", "voms.test", "-rfc");
    lend(operator, "bob");
    String storage = StorageName.ofUrl(pair.urlA("davs")).value();
    String ban = "{\"storage\": \"%s\", \"status\": \"wait\", \"allow_submit\": true}";
    assertThat(curl.send(operator, "POST", "/ban/se", ban.formatted(storage)).status())
        .isEqualTo(200);
    String waiting = submit(operator, "bob/f", "bob/i").json().path("job_id").asText();

    assertThat(curl.send(operator, "DELETE", lentBy(operator), "").status()).isEqualTo(204);
    assertThat(curl.send(operator, "DELETE", "/ban/se?storage=" + storage, "").status())
        .isEqualTo(204);

    assertThat(over(operator, waiting).path("reason").asText())
        .contains("The proxy that its user had lent has expired or was deleted");
    assertThat(pair.files("b").resolve("bob/i")).doesNotExist();
    lend(operator, "bob");
    assertThat(ended(operator, "bob/f", "bob/i").path("file_state").asText()).isEqualTo("FINISHED");
  }

  private String lentBy(Path proxy) throws Exception {
    return "/delegation/" + curl.get(proxy, "/whoami").json().path("delegation_id").asText();
  }

  private void lend(Path proxy, String name) throws Exception {
    String lent = lentBy(proxy);
    String request = curl.get(proxy, lent + "/request").body();
    String signed = pair.signed(name, request);

    Curl.Answer taken = curl.send(proxy, "PUT", lent + "/credential", signed);

    assertThat(taken).isEqualTo(new Curl.Answer(201, ""));
    assertThat(curl.get(proxy, lent).json().has("termination_time")).isTrue();
  }

  private Curl.Answer submit(Path proxy, String from, String to) throws Exception {
    String job =
        """
        {"files": [{"sources": ["%s"], "destinations": ["%s"]}], "params": {"retry": -1}}
        """
            .formatted(pair.urlA("davs") + from, pair.urlB("davs") + to);
    return curl.send(proxy, "POST", "/jobs", job);
  }

  private JsonNode ended(Path proxy, String from, String to) throws Exception {
    return over(proxy, submit(proxy, from, to).json().path("job_id").asText());
  }

  private JsonNode over(Path proxy, String job) throws Exception {
    Awaitility.await(job)
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(() ->
            !UNDER_WAY.contains(curl.get(proxy, "/jobs/" + job).json().path("job_state").asText()));
    return curl.get(proxy, "/jobs/" + job + "/files").json().path(0);
  }
}
