package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.LessonCodec;
import io.tern.orchestrator.journal.Topics;
import io.tern.pilot.Lesson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that comes to lead begins with what was found before it. */
@Timeout(180)
class LessonsTest {
  private static final Limit.AtStorage INTO =
      new Limit.AtStorage(new StorageName("davs://known.example"), Direction.INBOUND);

  @Test
  void aNewLeaderHasTheWindowsThatTheOneBeforeHadFound(@TempDir Path data) throws Exception {
    try (OwnKafka kafka = OwnKafka.start(data.resolve("kafka"), 24_200)) {
      write(kafka, new Lesson.OfStorage(INTO, 123, false));

      try (Tern tern =
          Tern.start(
              TestingTern.settings(
                  "one", data.resolve("one"), Optional.of(kafka.clients().connection())))) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> storages(tern).contains("davs://known.example"));

        assertThat(storages(tern)).contains("\"places\":123");
      }
    }
  }

  private static void write(OwnKafka kafka, Lesson lesson) throws Exception {
    Topics topics = kafka.topics("tern");
    Entry entry = LessonCodec.encode(lesson);
    try (KafkaProducer<byte[], byte[]> producer = kafka.clients().producer("test", Map.of())) {
      producer
          .send(new ProducerRecord<>(topics.lessons(), 0, entry.key(), entry.value()))
          .get(30, TimeUnit.SECONDS);
    }
  }

  /** As operators are told. */
  private static String storages(Tern tern) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/api/v1/storages/explain?storage=davs://known.example"
                .formatted(tern.httpPort()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
