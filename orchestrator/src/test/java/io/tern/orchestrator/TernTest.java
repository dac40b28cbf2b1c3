package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole service in one JVM, with a real broker and copies between mock storages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TernTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private Tern tern;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    tern = Tern.start(TestingTern.settings("one", data, Optional.empty()));
  }

  @AfterAll
  void stop() {
    tern.close();
  }

  @Test
  void aPostedJobIsReadableAtOnceAndFinishes() throws Exception {
    String id = submit(job(3, "time=0&size_post=1048576"), "");

    assertThat(get("/jobs/" + id).statusCode()).isEqualTo(200);

    assertThat(finalState(id)).isEqualTo("FINISHED");
    JsonNode files = JSON.readTree(get("/jobs/" + id + "/files").body());
    assertThat(files).hasSize(3);
    assertThat(files).allMatch(file -> file.get("file_state").asText().equals("FINISHED"));
    assertThat(files).allMatch(file -> file.get("filesize").asLong() == 1048576);
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsSetting() {
    assertThatThrownBy(() -> FreePorts.require("server.http", "127.0.0.1", tern.httpPort()))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith("server.http: 127.0.0.1:%d (expected: ", tern.httpPort());
    assertThatCode(() -> FreePorts.require("server.http", "127.0.0.1", 0))
        .doesNotThrowAnyException();
  }

  @Test
  void aFailureOfOneFileMakesTheJobDirty() throws Exception {
    String good = file(1, "time=0&size_post=1048576");
    String bad = file(2, "time=1&transfer_errno=5");

    String id = submit("{\"files\":[" + good + "," + bad + "],\"params\":{\"retry\":-1}}", "");

    assertThat(finalState(id)).isEqualTo("FINISHEDDIRTY");
  }

  @Test
  void aFailureIsTriedAgainAfterItsDelay() throws Exception {
    String file = file(3, "time=1&transfer_errno=110");

    String id = submit("{\"files\":[" + file + "],\"params\":{\"retry\":1,\"retry_delay\":1}}", "");

    assertThat(finalState(id)).isEqualTo("FAILED");
    JsonNode files = JSON.readTree(get("/jobs/" + id + "/files").body());
    long fileId = files.get(0).get("file_id").asLong();
    JsonNode retries = JSON.readTree(get("/jobs/" + id + "/files/" + fileId + "/retries").body());
    assertThat(retries).isNotEmpty();
    assertThat(files.get(0).get("retry").asInt()).isEqualTo(1);
  }

  @Test
  void aCancelledJobShowsItAtOnce() throws Exception {
    String id = submit(job(2, "time=600&size_post=1048576"), "");

    HttpResponse<String> answer = send("DELETE", "/jobs/" + id, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).get("job_state").asText()).isEqualTo("CANCELED");
    JsonNode files = JSON.readTree(get("/jobs/" + id + "/files").body());
    assertThat(files).allMatch(file -> file.get("file_state").asText().equals("CANCELED"));
  }

  @Test
  void aChainOfHopsIsCopiedHopByHop() throws Exception {
    String first = hop("mock://a/f?size=10", "mock://b/f?time=0&size=10&size_post=10");
    String second = hop("mock://b/f?size=10", "mock://c/f?time=0&size_post=10");

    String id =
        submit("{\"files\":[" + first + "," + second + "],\"params\":{\"multihop\":true}}", "");

    assertThat(finalState(id)).isEqualTo("FINISHED");
  }

  @Test
  void replicasAreTriedInTurn() throws Exception {
    String file =
        "{\"sources\":[\"mock://a/f?errno=2\",\"mock://b/f?size=10\"],"
            + "\"destinations\":[\"mock://z/replica?time=0&size_post=10\"],"
            + "\"selection_strategy\":\"orderly\"}";

    String id = submit("{\"files\":[" + file + "],\"params\":{}}", "");

    assertThat(finalState(id)).isEqualTo("FINISHED");
  }

  private static String job(int files, String destinationQuery) {
    String list =
        IntStream.range(0, files)
            .mapToObj(i -> file(i, destinationQuery))
            .collect(Collectors.joining(","));
    return "{\"files\":[" + list + "],\"params\":{}}";
  }

  private static String file(int number, String destinationQuery) {
    return hop(
        "mock://source/" + number + "?size=1048576",
        "mock://destination/" + System.nanoTime() + "/" + number + "?" + destinationQuery);
  }

  private static String hop(String source, String destination) {
    return "{\"sources\":[\"" + source + "\"],\"destinations\":[\"" + destination + "\"]}";
  }

  private String submit(String body, String query) throws Exception {
    HttpResponse<String> answer = send("POST", "/jobs" + query, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("job_id").asText();
  }

  private String finalState(String id) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> JSON.readTree(get("/jobs/" + id).body()).get("job_state").asText(),
            state -> !state.equals("SUBMITTED") && !state.equals("ACTIVE"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "");
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
