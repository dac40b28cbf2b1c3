package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.orchestrator.embedded.Cluster;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.TopicSetup;
import io.tern.orchestrator.journal.TopicSetup.Durability;
import io.tern.orchestrator.journal.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on three brokers, of which one is killed under load. */
@Tag("full")
@Timeout(600)
class ClusterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Durability THREE = new Durability(3, 2, false, false);
  private static final int FILES = 20;
  private static final int JOBS = 60;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void noAcknowledgedJobIsLostWhenABrokerDiesUnderLoad(@TempDir Path data) throws Exception {
    try (Cluster cluster = Cluster.start(data.resolve("kafka").toAbsolutePath());
        Tern one = node(data, "one", cluster);
        Tern two = node(data, "two", cluster)) {
      List<String> jobs = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        if (i == JOBS / 3) {
          cluster.killOne();
        }
        offer(i % 2 == 0 ? one : two, i).ifPresent(jobs::add);
      }

      assertThat(jobs).hasSizeGreaterThan(JOBS / 3);
      for (String job : jobs) {
        Awaitility.await(job)
            .atMost(Duration.ofSeconds(240))
            .ignoreExceptions()
            .until(() -> get(one, job).contains("\"job_state\":\"FINISHED\""));
        Awaitility.await(job)
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptions()
            .until(() -> get(two, job).contains("\"job_state\":\"FINISHED\""));
      }
      refusesUnsafeTransactions(cluster);
    }
  }

  private static void refusesUnsafeTransactions(Cluster cluster) throws Exception {
    ConfigResource transactions =
        new ConfigResource(ConfigResource.Type.TOPIC, "__transaction_state");
    AlterConfigOp unsafe =
        new AlterConfigOp(new ConfigEntry("min.insync.replicas", "1"), AlterConfigOp.OpType.SET);
    try (Admin admin = new KafkaClients(cluster.connection()).admin()) {
      admin
          .incrementalAlterConfigs(Map.of(transactions, List.of(unsafe)))
          .all()
          .get(30, TimeUnit.SECONDS);
      Awaitility.await()
          .atMost(Duration.ofSeconds(120))
          .untilAsserted(() ->
              assertThatExceptionOfType(TopicSetup.Refused.class)
                  .isThrownBy(() -> new TopicSetup(new Topics("tern."), THREE).prepare(admin))
                  .withMessage(
                      "topic __transaction_state: min.insync.replicas=1 (expected: >= 2)"));
    }
  }

  private static Tern node(Path data, String name, Cluster cluster) throws Exception {
    return Tern.start(TestingTern.on(THREE, name, data.resolve(name), cluster.connection()));
  }

  /** The job's id if it was acknowledged. */
  private Optional<String> offer(Tern tern, int number) throws Exception {
    StringBuilder files = new StringBuilder();
    for (int i = 0; i < FILES; i++) {
      files
          .append(i == 0 ? "" : ",")
          .append(
              "{\"sources\":[\"mock://s/%d?size=5\"],\"destinations\":[\"mock://d/%d/%d?time=1&size_post=5\"]}"
                  .formatted(i, number, i));
    }
    HttpResponse<String> answer =
        send(tern, "POST", "/jobs", "{\"files\":[" + files + "],\"params\":{}}");
    if (answer.statusCode() != 200) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      return Optional.empty();
    }
    return Optional.of(JSON.readTree(answer.body()).get("job_id").asText());
  }

  private String get(Tern tern, String job) throws IOException, InterruptedException {
    return send(tern, "GET", "/jobs/" + job, "").body();
  }

  private HttpResponse<String> send(Tern tern, String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofString());
  }
}
