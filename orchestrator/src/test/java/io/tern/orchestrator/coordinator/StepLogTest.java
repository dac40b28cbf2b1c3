package io.tern.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.orchestrator.coordinator.JournalTail.CommittedStep;
import io.tern.orchestrator.event.EventKind;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.pilot.Lesson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One writer, whole steps: what a real broker lets through of two leaders. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepLogTest {
  private static final UUID JOB = new UUID(1, 2);

  private OwnKafka kafka;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    kafka = OwnKafka.start(data, 20192);
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  @Test
  void whatADeposedLeaderStillWritesIsRefusedAndNobodySeesIt() throws Exception {
    Topics topics = kafka.topics("deposed");
    try (StepLog older = new StepLog(kafka.clients(), topics)) {
      older.commit(step(1, "older"));
      try (StepLog newer = new StepLog(kafka.clients(), topics)) {
        assertThatExceptionOfType(Deposed.class).isThrownBy(() -> older.commit(step(2, "older")));
        newer.commit(step(3, "newer"));
        assertThatExceptionOfType(Deposed.class).isThrownBy(() -> older.commit(step(4, "older")));
      }
    }

    assertThat(steps(topics, 2))
        .extracting(step -> step.position().getCommands())
        .containsExactly(1L, 3L);
    assertThat(count(topics.dispatches(), 2)).isEqualTo(2);
    assertThat(count(topics.verdicts(), 2)).isEqualTo(2);
    assertThat(count(topics.events(), 2)).isEqualTo(2);
  }

  @Test
  void aStepThatItsLeaderDidNotCommitIsUndoneByTheNextClaim() throws Exception {
    Topics topics = kafka.topics("undone");
    try (KafkaProducer<byte[], byte[]> dying = transaction(topics)) {
      dying.initTransactions();
      dying.beginTransaction();
      dying.send(new ProducerRecord<>(topics.journal(), 0, Keys.job(JOB), new byte[] {1})).get();

      try (StepLog next = new StepLog(kafka.clients(), topics)) {
        next.commit(step(7, "next"));
      }

      List<CommittedStep> steps = steps(topics, 1);
      assertThat(steps).hasSize(1);
      assertThat(steps.getFirst().entries()).hasSize(1);
      assertThat(steps.getFirst().position().getLeader()).isEqualTo("next");
    }
  }

  @Test
  void aStepIsHandedOverWholeHoweverManyFetchesItTakes() throws Exception {
    Topics topics = kafka.topics("whole");
    int records = 12_000;
    try (StepLog log = new StepLog(kafka.clients(), topics)) {
      log.commit(records(records, position(5, "one")));
    }

    List<CommittedStep> steps = steps(topics, 1);

    assertThat(steps).hasSize(1);
    assertThat(steps.getFirst().entries()).hasSize(records);
    assertThat(steps.getFirst().position()).isEqualTo(position(5, "one"));
  }

  @Test
  void ofEachLimitTheLastLessonIsFoundAndNoneThatIsOld() throws Exception {
    Topics topics = kafka.topics("lessons");
    Limit.AtStorage in = new Limit.AtStorage(new StorageName("davs://b"), Direction.INBOUND);
    Limit.AtStorage out = new Limit.AtStorage(new StorageName("davs://a"), Direction.OUTBOUND);
    Limit.OnLink link = new Limit.OnLink(new Link(out.storage(), in.storage()));
    Lesson shut = new Lesson.OfStorage(in, 40, true);
    Lesson wide = new Lesson.OfStorage(out, 300, false);
    Lesson fast = new Lesson.OfLink(link, 62_500, 900.5);
    try (StepLog log = new StepLog(kafka.clients(), topics)) {
      log.commit(learnt(new Lesson.OfStorage(in, 16, false), wide));
      log.commit(learnt(shut, fast));
    }

    long nowMs = System.currentTimeMillis();
    try (LessonTopic topic = new LessonTopic(kafka.clients(), topics)) {
      assertThat(topic.read(nowMs)).containsExactlyInAnyOrder(shut, wide, fast);
    }
    try (LessonTopic topic = new LessonTopic(kafka.clients(), topics)) {
      assertThat(topic.read(nowMs + Duration.ofDays(2).toMillis())).isEmpty();
    }
  }

  @Test
  void whereKafkaDoesNotAnswerNothingHasBeenFound() {
    KafkaClients nobody = new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:1"));

    try (LessonTopic topic = new LessonTopic(nobody, new Topics("nowhere."))) {
      assertThat(topic.read(System.currentTimeMillis())).isEmpty();
    }
  }

  private static StepLog.Content learnt(Lesson... lessons) {
    return new StepLog.Content(
        List.of(),
        List.of(),
        List.of(lessons),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        position(1, "one"));
  }

  @Test
  void anOpenStepIsNotHandedOver() throws Exception {
    Topics topics = kafka.topics("open");
    try (StepLog log = new StepLog(kafka.clients(), topics)) {
      log.commit(step(1, "one"));
    }
    try (KafkaProducer<byte[], byte[]> open = transaction(topics)) {
      open.initTransactions();
      open.beginTransaction();
      open.send(new ProducerRecord<>(topics.journal(), 0, Keys.job(JOB), new byte[] {1})).get();
      open.send(
              new ProducerRecord<>(
                  topics.journal(), 0, Keys.position(), position(2, "open").toByteArray()))
          .get();

      assertThat(steps(topics, 1)).hasSize(1);
      open.commitTransaction();
      assertThat(steps(topics, 2)).hasSize(2);
    }
  }

  @Test
  void stepsWhosePositionsAreCompactedAwayComeInBoundedPieces() throws Exception {
    Topics topics = kafka.topics("pieces");
    int records = 45_000;
    try (StepLog log = new StepLog(kafka.clients(), topics)) {
      log.commit(records(records, position(9, "one")));
    }

    List<CommittedStep> steps = steps(topics, 3);

    assertThat(steps)
        .extracting(step -> step.entries().size())
        .containsExactly(20_000, 20_000, 5_000);
    assertThat(steps).extracting(step -> step.position().getCommands()).containsExactly(0L, 0L, 9L);
  }

  private static StepLog.Content step(long commands, String leader) {
    return new StepLog.Content(
        entries(1),
        List.of(),
        List.of(),
        List.of(Dispatch.newBuilder().setAgent("agent").build()),
        List.of(Map.entry("node", Verdict.newBuilder().setStatus(200).build())),
        List.of(new EventRecord(EventKind.STATE, "atlas", new byte[] {'{', '}'})),
        List.of(),
        position(commands, leader));
  }

  private static StepLog.Content records(int count, Position position) {
    return new StepLog.Content(
        entries(count), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), position);
  }

  private static List<Entry> entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Entry(Keys.transfer(JOB, i), new byte[] {8, 4}))
        .toList();
  }

  private static Position position(long commands, String leader) {
    return Position.newBuilder().setCommands(commands).setLeader(leader).build();
  }

  private KafkaProducer<byte[], byte[]> transaction(Topics topics) {
    return kafka
        .clients()
        .producer("test", Map.of("transactional.id", topics.prefix() + "leader", "linger.ms", 0));
  }

  /**
   * All that is committed, which is {@code least} steps or more: a commit is acknowledged before
   * its markers are in the log, so that an end asked for at once may lie before them.
   */
  private List<CommittedStep> steps(Topics topics, int least) {
    List<CommittedStep> steps = new ArrayList<>();
    try (JournalTail tail =
        new JournalTail(kafka.clients(), topics, 0, Position.getDefaultInstance())) {
      while (steps.size() < least || !tail.isAtEnd()) {
        tail.poll(Duration.ofMillis(100), steps::add);
      }
    }
    return steps;
  }

  private int count(String topic, int least) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = kafka.clients().consumer("test", Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      int count = 0;
      while (count < least || consumer.position(partition) < end(consumer, partition)) {
        count += consumer.poll(Duration.ofMillis(100)).count();
      }
      return count;
    }
  }

  private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }
}
