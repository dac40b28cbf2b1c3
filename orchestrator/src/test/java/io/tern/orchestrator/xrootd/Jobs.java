package io.tern.orchestrator.xrootd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Submits jobs over FTS's dialect and reads what becomes of them. */
final class Jobs implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** More than the three minutes that a server has to begin its answer to a COPY. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Set<String> UNDER_WAY = Set.of("SUBMITTED", "READY", "ACTIVE", "STAGING");

  /**
   * XRootD 5.5 may die of a fresh checksum at any time. The retries, 31 s in all, outlast its start
   * on a busy machine and the 30 s for which Tern leaves a storage alone that does not answer.
   */
  private static final Map<String, Object> USUAL =
      Map.of("verify_checksum", "both", "retry", 5, "retry_delay", 1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  Jobs(int port) {
    this.base = "http://127.0.0.1:" + port + "/jobs";
  }

  static ObjectNode copy(String source, String destination) {
    return copy(List.of(source), destination);
  }

  static ObjectNode copy(List<String> sources, String destination) {
    ObjectNode file = JSON.createObjectNode();
    sources.forEach(file.putArray("sources")::add);
    file.putArray("destinations").add(destination);
    return file.put("checksum", "ADLER32").put("selection_strategy", "orderly");
  }

  String submit(ObjectNode... files) {
    return submit(List.of(files), Map.of());
  }

  /**
   * @param parameters beyond the usual ones, or instead of them
   * @return the job's id
   */
  String submit(List<ObjectNode> files, Map<String, Object> parameters) {
    ObjectNode job = JSON.createObjectNode();
    job.putArray("files").addAll(files);
    ObjectNode all = job.putObject("params");
    USUAL.forEach(all::putPOJO);
    parameters.forEach(all::putPOJO);
    return send("POST", "", job.toString()).get("job_id").asText();
  }

  JsonNode cancel(String job) {
    return send("DELETE", "/" + job, "");
  }

  /** Waits for the job's end; its files as they are then. */
  JsonNode ended(String job, String state) {
    try {
      Awaitility.await(job + " ends").atMost(PATIENCE).until(() -> !UNDER_WAY.contains(state(job)));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not ended: " + files(job).toPrettyString(), e);
    }
    JsonNode files = files(job);
    assertThat(state(job)).as(files.toPrettyString()).isEqualTo(state);
    return files;
  }

  String state(String job) {
    return send("GET", "/" + job, "").get("job_state").asText();
  }

  JsonNode files(String job) {
    return send("GET", "/" + job + "/files", "");
  }

  /** The failed attempts of a transfer. */
  JsonNode retries(JsonNode file) {
    String path = "/%s/files/%d/retries";
    String job = file.get("job_id").asText();
    return send("GET", path.formatted(job, file.get("file_id").asLong()), "");
  }

  private JsonNode send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
