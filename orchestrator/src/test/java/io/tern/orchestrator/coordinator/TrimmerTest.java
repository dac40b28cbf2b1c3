package io.tern.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which commands and reports a real broker still has. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrimmerTest {
  private OwnKafka kafka;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    kafka = OwnKafka.start(data, 20592);
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  private static Position applied(long commands, long reports) {
    return Position.newBuilder().setCommands(commands).setReports(reports).build();
  }

  private void write(String topic) {
    try (KafkaProducer<byte[], byte[]> producer = kafka.clients().producer("test", Map.of())) {
      for (int i = 0; i < 10; i++) {
        var unused = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1}));
      }
    }
  }

  private long first(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.clients().consumer("test", Map.of())) {
      return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, -1L);
    }
  }

  @Test
  void whatIsAppliedAndOldGoesAndNothingElse() throws Exception {
    Topics topics = kafka.topics("old");
    write(topics.commands());
    write(topics.reports());
    AtomicReference<Position> position = new AtomicReference<>(applied(6, 2));
    try (Trimmer trimmer =
        new Trimmer(kafka.clients(), topics, Duration.ofMillis(400), position::get)) {
      trimmer.start();

      Awaitility.await().until(() -> first(topics.commands()) == 6);
      Awaitility.await().until(() -> first(topics.reports()) == 2);
      position.set(applied(10, 10));
      Awaitility.await().until(() -> first(topics.commands()) == 10);
    }
  }

  @Test
  void whatIsYoungStaysThoughItIsApplied() throws Exception {
    Topics topics = kafka.topics("young");
    write(topics.commands());
    try (Trimmer trimmer =
        new Trimmer(kafka.clients(), topics, Duration.ofHours(1), () -> applied(10, 0))) {
      trimmer.turn();
    }

    assertThat(first(topics.commands())).isZero();
  }
}
