package io.tern.orchestrator.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.coordinator.OwnKafka;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.SealingKey;
import io.tern.orchestrator.security.Secret;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes and one topic. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaCredentialsTest {
  private static final String MARK = "a-secret-that-nobody-may-see";
  private static final Slot SLOT = new Slot(OwnerId.of("/CN=Alice", List.of()), Slot.Kind.PROXY);

  @TempDir static Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final SealedBox box = new SealedBox(List.of(new SealingKey(1, Secret.of(new byte[32]))));
  private OwnKafka kafka;

  @BeforeAll
  void start() throws Exception {
    kafka = OwnKafka.start(directory.resolve("kafka"), 21_700);
  }

  @AfterAll
  void stop() {
    kafka.close();
    Service.await(vertx.close());
  }

  @Test
  void whatOneNodeWasGivenTheOtherHasWhenItLooks() throws Exception {
    Topics topics = kafka.topics("shared");
    Kept secret = new Kept(Secret.of(MARK), System.currentTimeMillis() + 60_000, List.of("/cms"));
    try (KafkaCredentials one = node(topics, this.box);
        KafkaCredentials other = node(topics, this.box)) {
      Service.await(one.keep(SLOT, secret));

      assertThat(Service.await(other.look(SLOT))).contains(secret);
      assertThat(Service.await(one.look(SLOT))).contains(secret);

      Service.await(other.remove(SLOT));

      assertThat(Service.await(one.look(SLOT))).isEmpty();
    }
  }

  @Test
  void aNodeThatStartsLaterReadsAllAndTheTopicShowsNothing() throws Exception {
    Topics topics = kafka.topics("later");
    Kept secret = new Kept(Secret.of(MARK), System.currentTimeMillis() + 60_000, List.of());
    try (KafkaCredentials first = node(topics, box)) {
      Service.await(first.keep(SLOT, secret));
    }
    SealedBox foreign = new SealedBox(List.of(new SealingKey(2, Secret.of(new byte[32]))));
    try (KafkaCredentials later = node(topics, box);
        KafkaCredentials withoutKey = node(topics, foreign)) {
      assertThat(Service.await(later.look(SLOT))).contains(secret);
      assertThat(Service.await(withoutKey.look(SLOT))).isEmpty();
    }
    assertThat(raw(topics)).hasSize(1).allSatisfy(text -> assertThat(text).doesNotContain(MARK));
  }

  @Test
  void tellsOfWhatAnotherNodeKeepsAndForgets() throws Exception {
    Topics topics = kafka.topics("told");
    Slot token = Slot.ofToken(SLOT.owner(), "name");
    BlockingQueue<Slot> told = new LinkedBlockingQueue<>();
    try (KafkaCredentials one = node(topics, box);
        KafkaCredentials other = node(topics, box)) {
      other.listen(told::add);
      long end = System.currentTimeMillis() + 60_000;
      Service.await(one.keep(token, Kept.renewable(Secret.of(MARK), end, "https://i.org/")));

      assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(token);
      assertThat(other.glance(token).map(Held::issuer)).contains("https://i.org/");
      assertThat(other.all(Slot.Kind.TOKEN)).hasSize(1);
      Service.await(one.remove(token));
      assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(token);
      assertThat(other.glance(token)).isEmpty();
    }
  }

  private KafkaCredentials node(Topics topics, SealedBox key) {
    return new KafkaCredentials(vertx, kafka.clients(), topics, key, System::currentTimeMillis);
  }

  private List<String> raw(Topics topics) {
    List<String> texts = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topics.credentials(), 0);
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.clients().consumer("test", Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          texts.add(
              new String(record.key(), StandardCharsets.ISO_8859_1)
                  + new String(record.value(), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return texts;
  }
}
