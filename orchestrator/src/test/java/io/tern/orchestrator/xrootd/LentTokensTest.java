package io.tern.orchestrator.xrootd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tern.orchestrator.Tern;
import io.tern.orchestrator.TestingTern;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.security.token.ScriptedIssuer;
import io.tern.storage.webdav.XrootdPair;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service between storages that let only holders of tokens in. */
@Timeout(360)
class LentTokensTest {
  private static final String SECRET = "what-only-the-issuer-knows";

  @TempDir private Path data;
  private XrootdPair pair;
  private Traces traces;
  private Tern tern;
  private Jobs jobs;

  @BeforeEach
  void start() throws Exception {
    pair = XrootdPair.start(XrootdPair::withTokens);
    Files.writeString(pair.files("a").resolve("f"), "content");
    traces = new Traces(data);
    tern =
        Tern.start(
            TestingTern.lending(
                TestingTern.settings("one", data, Optional.empty()),
                pair.authority().resolveSibling("certs")));
    jobs = new Jobs(tern.httpPort());
  }

  @AfterEach
  void stop() throws Exception {
    if (jobs != null) {
      jobs.close();
    }
    if (tern != null) {
      tern.close();
    }
    if (traces != null) {
      traces.close();
    }
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  void copiesWithLentTokensThatNobodyFindsAfterwards() throws Exception {
    String reading = pair.token("storage.read:/");
    String writing = pair.token("storage.read:/ storage.create:/ storage.modify:/");
    String bounded = pair.token("storage.read:/ storage.create:/data/bound");
    believe(XrootdPair.ISSUER);

    jobs.ended(jobs.submit(copy("both", reading, writing)), "FINISHED");
    JsonNode refused =
        jobs.ended(
            jobs.submit(List.of(copy("bound", reading, bounded)), Map.of("retry", -1)), "FAILED");
    ObjectNode bare = Jobs.copy(pair.urlA("davs") + "f", pair.urlB("davs") + "bare");
    JsonNode without = jobs.ended(jobs.submit(List.of(bare), Map.of("retry", -1)), "FAILED");

    assertThat(without.get(0).get("reason").asText()).startsWith("SOURCE [13]");
    assertThat(pair.files("b").resolve("both")).hasContent("content");
    assertThat(refused.get(0).get("reason").asText()).startsWith("DESTINATION [13]");
    assertThat(refused.get(0).get("src_token_id").asText()).isEqualTo(Slot.tokenName(reading));
    traces.note(tern, "/jobs", "/whoami");
    tern.close();
    assertThat(traces.of(pair.urlB("davs") + "both")).as("what is written is found").isNotEmpty();
    for (String token : List.of(reading, writing, bounded)) {
      assertThat(traces.of(signature(token))).isEmpty();
    }
  }

  /** Tokens that the storages do not believe stand for some that they believe no more. */
  @Test
  void copiesWithOtherTokensInPlaceOfThoseThatStoragesRefuse() throws Exception {
    try (ScriptedIssuer issuer = new ScriptedIssuer(System::currentTimeMillis)) {
      String reading = issuer.token("storage.read:/", Duration.ofHours(1));
      String writing = issuer.token("storage.read:/ storage.create:/", Duration.ofHours(1));
      String other = pair.token("storage.read:/ storage.create:/ storage.modify:/");
      issuer.gives(() -> other);
      believe(issuer.url());

      String job =
          jobs.submit(
              List.of(copy("renewed", reading, writing)), Map.of("verify_checksum", "none"));
      jobs.ended(job, "FINISHED");
      issuer.answersOnce(400, "{\"error\": \"access_denied\"}");
      issuer.answersOnce(400, "{\"error\": \"access_denied\"}");
      JsonNode refused =
          jobs.ended(
              jobs.submit(
                  List.of(
                      copy(
                          "refused",
                          issuer.token("storage.read:/", Duration.ofHours(1)),
                          issuer.token("storage.create:/", Duration.ofHours(1)))),
                  Map.of("retry", -1)),
              "FAILED");

      assertThat(pair.files("b").resolve("renewed")).hasContent("content");
      assertThat(issuer.asked()).hasSize(4);
      assertThat(refused.get(0).get("reason").asText()).contains("[13]");
      traces.note(
          tern,
          "/config/token_providers",
          "/config/audit",
          "/jobs/" + job + "/files",
          "/api/v1/jobs/" + job + "/transfers");
      tern.close();
      assertLeftNoneOf(
          signature(reading), signature(writing), signature(other), "refresh-token-number", SECRET);
    }
  }

  private void assertLeftNoneOf(String... secrets) throws IOException {
    assertThat(traces.of("has exchanged")).contains("log");
    assertThat(traces.of("tern_token_requests_total")).contains("-metrics");
    assertThat(traces.of("token-provider")).contains("-config-audit");
    assertThat(traces.of("java")).contains("processes");
    for (String secret : secrets) {
      assertThat(traces.of(secret)).isEmpty();
    }
  }

  private static String signature(String token) {
    return token.split("\\.", -1)[2];
  }

  private ObjectNode copy(String to, String sourceToken, String destinationToken) {
    ObjectNode file = Jobs.copy(pair.urlA("davs") + "f", pair.urlB("davs") + to);
    file.putArray("source_tokens").add(sourceToken);
    file.putArray("destination_tokens").add(destinationToken);
    return file;
  }

  private void believe(String issuer) throws Exception {
    String provider =
        """
        {"name": "test", "issuer": "%s", "client_id": "tern", "client_secret": "%s"}
        """
            .formatted(issuer, SECRET);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + tern.httpPort() + "/config/token_providers"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(provider))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }
  }
}
