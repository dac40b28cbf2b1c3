package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.journal.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the outside reads of jobs that end in each way: one message on the end of each transfer. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private OwnKafka kafka;
  private Tern tern;

  @BeforeAll
  void start(@TempDir Path broker, @TempDir Path data) throws Exception {
    kafka = OwnKafka.start(broker, 20392);
    tern = Tern.start(TestingTern.settings("one", data, Optional.of(kafka.clients().connection())));
  }

  @AfterAll
  void stop() {
    tern.close();
    kafka.close();
    http.close();
  }

  @Test
  void eachFileOfARegularJobEndsInOneMessage() throws Exception {
    String good = file("a/1?size=5", "b/1?time=0&size_post=5");
    String bad = file("a/2?size=5", "b/2?time=1&transfer_errno=5");
    String job = submit(good + "," + bad, "{\"retry\":-1,\"job_metadata\":{\"issuer\":\"rucio\"}}");

    assertThat(ends(job, 2)).containsExactlyInAnyOrder("Ok UNKNOWN", "Error UNKNOWN");
    assertThat(of(job, "start")).hasSize(2);
    assertThat(states(job)).contains("ACTIVE", "FINISHED", "FAILED");
    assertThat(of(job, "complete"))
        .allSatisfy(
            message -> assertThat(message.at("/job_metadata/issuer").asText()).isEqualTo("rucio"));
  }

  @Test
  void aFailureThatIsTriedAgainIsAStateAndNoEnd() throws Exception {
    String job =
        submit(
            file("a/3?size=5", "b/3?time=1&transfer_errno=110"), "{\"retry\":1,\"retry_delay\":1}");

    assertThat(ends(job, 1)).containsExactly("Error UNKNOWN");
    assertThat(states(job)).containsExactly("ACTIVE", "SUBMITTED", "ACTIVE", "FAILED");
    assertThat(of(job, "complete").getFirst().get("retry").asInt()).isEqualTo(1);
  }

  @Test
  void eachHopEndsInOneMessageAndOnlyTheLastEndsTheJob() throws Exception {
    String first = file("a/4?size=5", "b/4?time=0&size=5&size_post=5");
    String second = file("b/4?size=5", "c/4?time=0&size_post=5");
    String job = submit(first + "," + second, "{\"multihop\":true}");

    assertThat(ends(job, 2)).containsExactly("Ok ACTIVE", "Ok FINISHED");
  }

  @Test
  void aReplicaThatFailsDoesNotEndTheJob() throws Exception {
    String job =
        submit(
            "{\"sources\":[\"mock://a/f?errno=2\",\"mock://b/f?size=10\",\"mock://c/f?size=10\"],"
                + "\"destinations\":[\"mock://z/5?time=0&size_post=10\"],"
                + "\"selection_strategy\":\"orderly\"}",
            "{}");

    assertThat(ends(job, 2)).containsExactly("Error ACTIVE", "Ok FINISHED");
  }

  @Test
  void usersAreNamedOnceTheirVoLetsThem() throws Exception {
    String before = submit(file("a/7?size=5", "b/7?time=0&size_post=5"), "{}");
    ends(before, 1);
    send("POST", "/config/global", "{\"vo_name\":\"test\",\"show_user_dn\":true}");
    String after = submit(file("a/8?size=5", "b/8?time=0&size_post=5"), "{}");
    ends(after, 1);
    send("DELETE", "/config/global?vo_name=test", "");

    assertThat(of(before, "complete").getFirst().get("user_dn").asText()).isEmpty();
    assertThat(of(after, "complete").getFirst().get("user_dn").asText()).isEqualTo("/CN=tester");
  }

  @Test
  void allFilesOfACancelledJobAreAborted() throws Exception {
    String files =
        IntStream.range(0, 700)
            .mapToObj(i -> file("a/" + i + "?size=5", "b/6/" + i + "?time=600&size_post=5"))
            .collect(Collectors.joining(","));
    String job = submit(files, "{}");
    Awaitility.await().until(() -> states(job).contains("ACTIVE"));

    assertThat(send("DELETE", "/jobs/" + job, "").statusCode()).isEqualTo(200);

    assertThat(ends(job, 700)).containsOnly("Abort UNKNOWN");
    assertThat(of(job, "complete"))
        .extracting(message -> message.get("file_id").asLong())
        .doesNotHaveDuplicates();
  }

  private static String file(String source, String destination) {
    return "{\"sources\":[\"mock://%s\"],\"destinations\":[\"mock://%s\"]}"
        .formatted(source, destination);
  }

  private String submit(String files, String params) throws Exception {
    HttpResponse<String> answer =
        send("POST", "/jobs", "{\"files\":[" + files + "],\"params\":" + params + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("job_id").asText();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofString());
  }

  /** How the transfers of a job ended, once {@code count} of them have. */
  private List<String> ends(String job, int count) {
    Awaitility.await(job)
        .atMost(Duration.ofSeconds(60))
        .until(() -> of(job, "complete").size() >= count);
    List<JsonNode> messages = of(job, "complete");
    assertThat(messages).hasSize(count);
    return messages.stream()
        .map(message ->
            message.get("t_final_transfer_state").asText()
                + " "
                + message.get("job_state").asText())
        .toList();
  }

  private List<String> states(String job) {
    return of(job, "state").stream().map(message -> message.get("file_state").asText()).toList();
  }

  private List<JsonNode> of(String job, String kind) {
    return events().stream()
        .filter(message -> message.get("job_id").asText().equals(job))
        .filter(message -> message.get("kind").asText().equals(kind))
        .toList();
  }

  /** All messages so far. */
  private List<JsonNode> events() {
    TopicPartition events = new TopicPartition(new Topics("tern.").events(), 0);
    List<JsonNode> messages = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.clients().consumer("test", Map.of())) {
      consumer.assign(List.of(events));
      consumer.seekToBeginning(List.of(events));
      long end = consumer.endOffsets(List.of(events)).getOrDefault(events, 0L);
      while (consumer.position(events) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> messages.add(parsed(record)));
      }
    }
    return messages;
  }

  private static JsonNode parsed(ConsumerRecord<byte[], byte[]> record) {
    try {
      JsonNode message = JSON.readTree(record.value());
      String kind =
          new String(
              record.headers().lastHeader(EventRecord.KIND).value(), StandardCharsets.US_ASCII);
      assertThat(message.get("kind").asText()).isEqualTo(kind);
      assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("test");
      return message;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
