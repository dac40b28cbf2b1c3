package io.tern.orchestrator.coordinator;

import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.LessonCodec;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Archived;
import io.tern.orchestrator.journal.wire.Dispatch;
import io.tern.orchestrator.journal.wire.Position;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.settings.SettingCodec;
import io.tern.pilot.Lesson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of journal, settings, lessons, dispatches, verdicts, events and archive. To make
 * one is to fence every other: the broker refuses what an older one still sends. A step is one
 * transaction. One thread.
 */
final class StepLog implements AutoCloseable {

  /**
   * What goes into one transaction.
   *
   * @param lessons of limits, for later leaders
   * @param verdicts by the api node that waits
   * @param events for the outside
   * @param archived of jobs that are removed
   */
  record Content(
      List<Entry> entries,
      List<SettingChanged> settings,
      List<Lesson> lessons,
      List<Dispatch> dispatches,
      List<Map.Entry<String, Verdict>> verdicts,
      List<EventRecord> events,
      List<Archived> archived,
      Position position) {}

  /**
   * @param nextOffset of the journal, after the step
   * @param appendedMs by the broker's clock
   */
  record Committed(long nextOffset, long appendedMs) {}

  private final KafkaProducer<byte[], byte[]> producer;
  private final Topics topics;

  /** Claims: after this no other leader can write. Waits until the broker has answered. */
  StepLog(KafkaClients clients, Topics topics) {
    this.topics = topics;
    producer =
        clients.producer(
            "steps",
            Map.of(
                "transactional.id",
                topics.prefix() + "leader",
                "transaction.timeout.ms",
                60_000,
                "delivery.timeout.ms",
                60_000,
                "linger.ms",
                0,
                "batch.size",
                256 * 1024,
                "max.request.size",
                4 * 1024 * 1024));
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Commits a step, or fails without anyone knowing whether it is committed.
   *
   * @throws Deposed the leader must stop leading and rebuild
   */
  Committed commit(Content content) throws Deposed {
    try {
      producer.beginTransaction();
      content.entries().forEach(entry -> send(topics.journal(), entry));
      content.settings().forEach(this::send);
      content.lessons().forEach(lesson -> send(topics.lessons(), LessonCodec.encode(lesson)));
      content.dispatches().forEach(this::send);
      content.verdicts().forEach(verdict -> send(verdict.getKey(), verdict.getValue()));
      content.events().forEach(this::send);
      content.archived().forEach(this::send);
      Future<RecordMetadata> last =
          send(topics.journal(), Keys.position(), content.position().toByteArray());
      producer.commitTransaction();
      RecordMetadata end = last.get();
      return new Committed(end.offset() + 1, end.timestamp());
    } catch (KafkaException | IllegalStateException e) {
      throw new Deposed("a step's fate is uncertain", e);
    } catch (ExecutionException e) {
      throw new Deposed("a step's fate is uncertain", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Deposed("interrupted in a step", e);
    }
  }

  private void send(SettingChanged changed) {
    send(topics.settings(), SettingCodec.entry(changed));
    send(topics.audit(), SettingCodec.audit(changed));
  }

  private void send(String topic, Entry entry) {
    var unused = send(topic, entry.key(), entry.value());
  }

  /** Its failure shows at the commit. */
  private Future<RecordMetadata> send(String topic, byte[] key, byte @Nullable [] value) {
    return producer.send(new ProducerRecord<>(topic, 0, key, value));
  }

  private void send(Dispatch dispatch) {
    var unused =
        send(
            topics.dispatches(),
            dispatch.getAgent().getBytes(StandardCharsets.UTF_8),
            dispatch.toByteArray());
  }

  private void send(String node, Verdict verdict) {
    var unused =
        send(topics.verdicts(), node.getBytes(StandardCharsets.UTF_8), verdict.toByteArray());
  }

  private void send(EventRecord event) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.events(), 0, event.vo().getBytes(StandardCharsets.UTF_8), event.json());
    record.headers().add(EventRecord.KIND, event.kind().word().getBytes(StandardCharsets.US_ASCII));
    var unused = producer.send(record);
  }

  private void send(Archived archived) {
    var unused = send(topics.archive(), archived.getJobId().toByteArray(), archived.toByteArray());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
