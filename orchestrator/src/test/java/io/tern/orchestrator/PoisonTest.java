package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.orchestrator.journal.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody writes to a leader's topics what makes no sense. */
@Timeout(180)
class PoisonTest {
  private static final byte[] NONSENSE = {-1, -1, -1};

  @Test
  void isPassedOverAndCountedFromZeroByWhereItCame(@TempDir Path data) throws Exception {
    try (OwnKafka kafka = OwnKafka.start(data.resolve("kafka"), 24_210);
        Tern tern =
            Tern.start(
                TestingTern.settings(
                    "one", data.resolve("one"), Optional.of(kafka.clients().connection())))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> metrics(tern).contains("tern_leader 1.0"));
      assertThat(metrics(tern)).contains(poisoned("commands", 0), poisoned("reports", 0));

      Topics topics = kafka.topics("tern");
      write(kafka, List.of(topics.commands(), topics.reports(), topics.reports()));
      write(kafka, List.of(topics.progress()));

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(metrics(tern))
                  .contains(
                      poisoned("commands", 1), poisoned("reports", 2), poisoned("progress", 1)));
      assertThat(metrics(tern)).contains("tern_leader 1.0");
    }
  }

  private static String poisoned(String topic, int records) {
    return "tern_poison_records_total{topic=\"%s\"} %d.0".formatted(topic, records);
  }

  private static void write(OwnKafka kafka, List<String> topics) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = kafka.clients().producer("test", Map.of())) {
      for (String topic : topics) {
        producer.send(new ProducerRecord<>(topic, 0, null, NONSENSE)).get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static String metrics(Tern tern) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + tern.healthPort() + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
