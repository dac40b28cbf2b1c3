package io.tern.orchestrator.coordinator;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The committed end of the journal, step by step: a follower's source. A step's records come before
 * its position, so what has been read without one waits here. One thread.
 */
final class JournalTail implements AutoCloseable {

  /**
   * A committed step.
   *
   * @param nextOffset of the journal, after this step
   * @param appendedMs by the broker's clock
   */
  record CommittedStep(List<Entry> entries, Position position, long nextOffset, long appendedMs) {}

  /**
   * Compaction removes old positions, so the steps of long ago are one. They are handed over in
   * pieces: nobody is answered before the end is reached.
   */
  private static final int MOST_OPEN = 20_000;

  private final KafkaClients clients;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private List<Entry> open = new ArrayList<>();
  private Position last;

  /**
   * @param from the offset of the next record
   * @param last the position that the reader has come to
   */
  JournalTail(KafkaClients clients, Topics topics, long from, Position last) {
    this.last = last;
    this.clients = clients;
    consumer = clients.consumer("journal", Map.of("max.poll.records", 5_000));
    partition = new TopicPartition(topics.journal(), 0);
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
  }

  /** Hands over the steps that came within {@code timeout}. */
  int poll(Duration timeout, Consumer<CommittedStep> steps) {
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      if (record.key()[0] == Keys.POSITION) {
        last = position(record);
      } else {
        open.add(new Entry(record.key(), record.value()));
      }
      if (record.key()[0] == Keys.POSITION || open.size() >= MOST_OPEN) {
        steps.accept(new CommittedStep(open, last, record.offset() + 1, record.timestamp()));
        open = new ArrayList<>();
        count++;
      }
    }
    return count;
  }

  private static Position position(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Position.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          "journal offset " + record.offset() + " holds an unreadable position", e);
    }
  }

  /** Whether everything committed when this was asked has been handed over. Asks the broker. */
  boolean isAtEnd() {
    return consumer.position(partition) >= end();
  }

  /** The end of what is committed; fails when the broker does not answer. */
  long end() {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** The end of what is written, committed or not. */
  long endOfAll() {
    try (Admin admin = clients.admin()) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw new KafkaException("the journal's end: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  boolean hasPassed(long offset) {
    return consumer.position(partition) >= offset;
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
