package io.tern.orchestrator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.delegation.Delegations;
import io.tern.orchestrator.api.identity.Holders;
import io.tern.orchestrator.api.identity.Identities;
import io.tern.orchestrator.api.server.TlsClient;
import io.tern.orchestrator.api.submission.Limits;
import io.tern.orchestrator.credential.MemoryCredentials;
import io.tern.orchestrator.security.address.StoragePolicy;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.certificate.GridTrust;
import io.tern.orchestrator.security.token.TokenRules;
import io.tern.orchestrator.security.token.TokenVerifier;
import io.tern.setting.Ban;
import io.tern.setting.Change;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each status that the description names is answered by the real routes, and no other. */
class StatusesTest {
  private static final String JOBS = "/api/v1/jobs";
  private static final String JOB =
      "{\"files\":[{\"sources\":[\"mock://a/f\"],\"destinations\":[\"mock://b/f\"]}]}";
  private static final String ISSUER = "https://away.example";

  @TempDir static Path directory;

  private static final String SEEDED = "{\"id_generator\":\"deterministic\",\"sid\":\"s\"}";
  private static final MemoryCredentials NONE = new MemoryCredentials(System::currentTimeMillis);

  /** A body must have come within a second. */
  private static final Limits HASTY =
      new Limits(
          1 << 20, 32, 1024, 9, Duration.ZERO, 1024, 1024, 1, 1024, 1024, 1024, 1024, 1024, 1, 1);

  private final Set<String> answered = new TreeSet<>();

  /** One method of one path, such as {@code GET /api/v1/jobs/{id}}. */
  private record Operation(String method, String path, JsonNode responses) {
    String target() {
      return path.replace("{vo}", "cms").replace("{id}", UUID.randomUUID().toString());
    }

    HttpRequest.Builder of(HttpRequest.Builder request) {
      return request.method(method, BodyPublishers.noBody());
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static List<Operation> operations() throws IOException {
    return new ObjectMapper()
        .readTree(OpenApi.read()).path("paths").properties().stream()
            .flatMap(StatusesTest::operations)
            .toList();
  }

  private static Stream<Operation> operations(Map.Entry<String, JsonNode> path) {
    return path.getValue().properties().stream()
        .map(method ->
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                method.getValue().path("responses")));
  }

  @Test
  void whatIsDescribedIsAnsweredAndNothingElse() throws Exception {
    Set<String> described = new TreeSet<>();
    for (Operation operation : operations()) {
      operation
          .responses
          .fieldNames()
          .forEachRemaining(status -> described.add(operation + " " + status));
    }
    described.removeIf(line -> line.endsWith(" default"));

    askAsNobodyWhoIsBelieved();
    askAsOneWhoIsBanned();
    askTooOften();
    askForWhatIsThere();
    askForWhatIsNot();
    askForWhatIsWrong();
    submitWithoutAProxy();

    assertThat(answered).isEqualTo(described);
  }

  private void end(Service service) {
    service.close();
    service.served.stream()
        .filter(line -> line.contains(" /api/v1/") || line.contains(" /openapi.json "))
        .forEach(answered::add);
  }

  /** A token that is none, and one whose issuer's keys nobody can fetch. */
  private void askAsNobodyWhoIsBelieved() throws IOException {
    TokenVerifier verifier =
        new TokenVerifier(
            List.of(ISSUER), new TokenRules(Set.of()), url -> Future.failedFuture("away"), () -> 0);
    Service service =
        new Service((vertx, outbound) -> new Identities.Credentials(verifier, List.of(), false));
    for (Operation operation : operations()) {
      for (String token : List.of("none", token())) {
        HttpRequest.Builder request = service.anonymous(operation.target());
        service.send(operation.of(request.header("Authorization", "Bearer " + token)));
      }
    }
    end(service);
  }

  private static String token() {
    Base64URL head = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build().toBase64URL();
    return head
        + "."
        + Base64URL.encode("{\"iss\":\"" + ISSUER + "\"}")
        + "."
        + Base64URL.encode("s");
  }

  private void askAsOneWhoIsBanned() throws IOException {
    Service service = new Service();
    Ban ban = new Ban.OfUser(Service.ALICE, Ban.Status.CANCEL, 0, "");
    Service.await(service.administration.change("test", List.of(new Change.Put(ban))));
    for (Operation operation : operations()) {
      service.send(operation.of(service.request(operation.target())));
    }
    end(service);
  }

  private void askTooOften() throws IOException {
    Service service = new Service(RateLimitsTest::limited);
    for (Operation operation : operations()) {
      int status = 0;
      for (int i = 0; operation.responses.has("429") && status != 429 && i < 200; i++) {
        HttpRequest.Builder request = service.as(operation.target(), "/CN=often", "/other");
        status = service.send(operation.of(request)).status();
      }
    }
    end(service);
  }

  private void askForWhatIsThere() throws Exception {
    Service service = new Service();
    service.get("/openapi.json");
    service.get(JOBS);
    String job = service.post(JOBS, JOB).json().path("id").asText();
    for (int i = 0; i < 2; i++) {
      service.send(submission(service, JOB).header("Idempotency-Key", "k"));
      service.post(JOBS, JOB.replaceFirst("}$", ",\"params\":" + SEEDED + "}"));
    }
    service.get(JOBS + "/" + job);
    service.send(service.request(JOBS + "/" + job).header("If-None-Match", "*"));
    service.get(JOBS + "/" + job + "/estimate");
    service.get(JOBS + "/" + job + "/transfers");
    service.get("/api/v1/archive/jobs/" + job);
    service.get("/api/v1/transfers/1/explain");
    explain(service, "/api/v1/links/explain?source=mock://a&destination=mock://b");
    explain(service, "/api/v1/storages/explain?storage=mock://a");
    follow(service, JOBS + "/" + job + "/events");
    follow(service, "/api/v1/vos/cms/events");
    for (int i = 0; i < 2; i++) {
      service.send(priority(service, job, "{\"priority\":4}"));
      service.delete(JOBS + "/" + job);
    }
    end(service);
  }

  private static HttpRequest.Builder submission(Service service, String body) {
    return service
        .request(JOBS)
        .header("Content-Type", Service.JSON)
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder priority(Service service, String job, String body) {
    return service
        .request(JOBS + "/" + job)
        .header("Content-Type", Service.JSON)
        .method("PATCH", BodyPublishers.ofString(body));
  }

  private static void explain(Service service, String path) {
    service.send(service.request(path).header("X-Test-Root", "true"));
  }

  /** Nothing ever happens on the stream: its reader leaves. */
  private static void follow(Service service, String path) throws Exception {
    int before = service.served.size();
    try (HttpClient client = HttpClient.newHttpClient();
        InputStream stream =
            client.send(service.request(path).build(), BodyHandlers.ofInputStream()).body()) {
      assertThat(stream.read()).isEqualTo(':');
    }
    Awaitility.await().until(() -> service.served.size() > before);
  }

  private void askForWhatIsNot() throws IOException {
    Service service = new Service();
    for (Operation operation : operations()) {
      if (operation.responses.has("404") && !operation.method.equals("PATCH")) {
        service.send(operation.of(service.request(operation.target())));
      }
    }
    service.send(priority(service, UUID.randomUUID().toString(), "{\"priority\":4}"));
    end(service);
  }

  private void askForWhatIsWrong() throws IOException {
    Service service = new Service(settings -> settings.with(HASTY, StoragePolicy.OPEN));
    String job = service.post(JOBS, JOB).json().path("id").asText();
    service.get(JOBS + "?limit=0");
    service.get(JOBS + "/" + job + "/transfers?limit=0");
    service.post(JOBS, "{}");
    service.send(priority(service, job, "{\"priority\":9}"));
    service.send(priority(service, job, " ".repeat(70_000)));
    explain(service, "/api/v1/links/explain");
    explain(service, "/api/v1/storages/explain");
    for (String path : List.of(JOBS + "/" + job, "/api/v1/vos/cms")) {
      service.send(service.request(path + "/events").header("Last-Event-ID", "x"));
    }
    service.send(service.request(JOBS).POST(BodyPublishers.ofString(JOB)));
    assertThat(statusOf(service, head(1L << 40))).contains(" 413 ");
    assertThat(statusOf(service, head(2) + "{")).contains(" 408 ");
    end(service);
  }

  /** The rest of the body never comes. */
  private static String statusOf(Service service, String sent) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", service.port)) {
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private static String head(long length) {
    return """
    POST /api/v1/jobs HTTP/1.1\r
    Host: tern.example\r
    X-Test-DN: /CN=Slow\r
    X-Test-FQANS: /cms\r
    Content-Type: application/json\r
    Content-Length: %d\r
    Connection: close\r
    \r
    """
        .formatted(length);
  }

  private void submitWithoutAProxy() throws Exception {
    Authority authority = new Authority("CN=CA,DC=test");
    authority.trustedIn(Files.createDirectories(directory.resolve("certificates")));
    GridTrust trust =
        new GridTrust(
            directory.resolve("certificates"), Optional.empty(), GridTrust.Revocation.IF_VALID);
    try (ChainCheck check = new ChainCheck(trust)) {
      Service service =
          new Service(
              settings -> settings.withTls(TlsClient.host(authority, directory)),
              (vertx, outbound) -> Holders.of(vertx, check),
              vertx -> Optional.of(new Delegations(vertx, NONE, check, System::currentTimeMillis)));
      new TlsClient(service.port, authority.certificate)
          .send("POST", JOBS, authority.issue("CN=Alice,DC=test"), BodyPublishers.ofString(JOB));
      end(service);
    }
  }
}
