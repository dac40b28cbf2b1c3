package io.tern.orchestrator.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A run whose every secret is marked, at the finest log level: no mark is anywhere. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecrecyTest {
  @TempDir static Path data;
  private MarkedRun run;

  @BeforeAll
  void start(@TempDir Path broker) throws Exception {
    run = new MarkedRun(broker, data);
  }

  @AfterAll
  void stop() throws Exception {
    run.close();
  }

  @Test
  void theStorageWasShownWhatWasLentAndItsWordsWereHeard() {
    assertThat(run.marks.in(run.storage.shown())).isPresent();
    assertThat(run.storage.shown())
        .contains("TransferHeaderAuthorization", "X-Amz-Signature=", MarkedRun.SIGNED);
    assertThat(run.issuer.asked()).isNotEmpty();
    assertThat(String.join("\n", run.answers)).contains(EchoStorage.WORDS);
    assertThat(run.logs.heard()).isGreaterThan(1_000);
  }

  @Test
  void noLogLineHasAMark() {
    assertThat(run.logs.caught()).isEmpty();
  }

  @Test
  void noAnswerHasAMark() {
    assertThat(run.answers).allSatisfy(answer -> assertThat(run.marks.in(answer)).isEmpty());
  }

  /** But for the URL itself. */
  @Test
  void noReasonHasWhatAUserWroteIntoAUrl() {
    assertThat(run.answers)
        .allSatisfy(answer ->
            assertThat(run.signed.in(answer.replace("/bucket/f" + MarkedRun.SIGNED, "")))
                .isEmpty());
  }

  @Test
  void noMetricHasAMark() throws Exception {
    for (String page : List.of("/metrics", "/metrics/links")) {
      String metrics = scraped(page);
      assertThat(run.marks.in(metrics)).as(page).isEmpty();
      assertThat(run.signed.in(metrics)).as(page).isEmpty();
    }
  }

  private String scraped(String page) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI url = URI.create("http://127.0.0.1:" + run.tern.healthPort() + page);
      return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void noTopicHasAMark() {
    try (KafkaConsumer<byte[], byte[]> consumer = run.kafka.clients().consumer("test", Map.of())) {
      for (String topic : consumer.listTopics().keySet()) {
        assertThat(values(consumer, topic))
            .as(topic)
            .allSatisfy(value -> assertThat(run.marks.in(value)).isEmpty());
      }
      assertThat(values(consumer, "tern.credentials")).isNotEmpty();
      for (String topic : List.of("tern.events", "tern.uses", "tern.audit")) {
        assertThat(values(consumer, topic))
            .as(topic)
            .isNotEmpty()
            .allSatisfy(value -> assertThat(run.signed.in(value)).isEmpty());
      }
    }
  }

  @Test
  void theUseOfEachCredentialIsNoted() {
    try (KafkaConsumer<byte[], byte[]> consumer = run.kafka.clients().consumer("test", Map.of())) {
      assertThat(values(consumer, "tern.uses"))
          .extracting(line -> new String(line, UTF_8))
          .anyMatch(line -> line.contains("\"kind\":\"token\""))
          .anyMatch(line -> line.contains("\"kind\":\"proxy\""))
          .anyMatch(line -> line.contains("\"kind\":\"keys\",\"name\":\"KEYID\""))
          .anyMatch(
              line -> line.matches(".*\"request\":\"unlink\",\"by\":\"[^\"]+\".*\"KEYID\".*"));
    }
  }

  private static List<byte[]> values(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<byte[]> values = new ArrayList<>();
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (consumer.position(partition) < end) {
      consumer
          .poll(Duration.ofMillis(200))
          .forEach(record -> values.add(record.value() == null ? new byte[0] : record.value()));
    }
    return values;
  }

  @Test
  void noFileOfTheNodeHasAMark() throws Exception {
    try (Stream<Path> files = Files.walk(data.resolve("node"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(run.marks.in(Files.readAllBytes(file))).as("%s", file).isEmpty();
      }
    }
  }

  @Test
  void noProcessWasStartedWithAMark() throws Exception {
    ProcessHandle own = ProcessHandle.current();
    for (ProcessHandle process : Stream.concat(Stream.of(own), own.descendants()).toList()) {
      Path arguments = Path.of("/proc/" + process.pid() + "/cmdline");
      assertThat(run.marks.in(Files.readAllBytes(arguments))).as("%s", process).isEmpty();
    }
  }
}
