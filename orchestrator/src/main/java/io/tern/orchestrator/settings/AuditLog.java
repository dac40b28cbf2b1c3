package io.tern.orchestrator.settings;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.ledger.SettingChanged;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Who has changed what: the end of the audit topic, read when somebody asks. Blocks; any thread.
 */
public final class AuditLog {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A transaction's end takes an offset too, as does what was written and then refused. */
  private static final int OFFSETS_EACH = 10;

  private final KafkaClients clients;
  private final TopicPartition partition;

  public AuditLog(KafkaClients clients, Topics topics) {
    this.clients = clients;
    partition = new TopicPartition(topics.audit(), 0);
  }

  /**
   * The latest changes, newest first.
   *
   * @throws TimeoutException when they cannot be read within 10 s
   */
  public List<SettingChanged> latest(int most) {
    List<TopicPartition> partitions = List.of(partition);
    Deque<SettingChanged> found = new ArrayDeque<>();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer("audit", Map.of())) {
      consumer.assign(partitions);
      long end = consumer.endOffsets(partitions).getOrDefault(partition, 0L);
      long first = consumer.beginningOffsets(partitions).getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(first, end - (long) most * OFFSETS_EACH));
      long begunNs = System.nanoTime();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() - begunNs > PATIENCE.toNanos()) {
          throw new TimeoutException("the audit could not be read to its end");
        }
        consumer.poll(POLL).forEach(record -> keep(found, record, most));
      }
    }
    List<SettingChanged> newestFirst = new ArrayList<>(found);
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private static void keep(
      Deque<SettingChanged> found, ConsumerRecord<byte[], byte[]> record, int most) {
    try {
      found.addLast(SettingCodec.audited(record.value()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          "the audit holds a record that cannot be read at offset " + record.offset(), e);
    }
    if (found.size() > most) {
      found.removeFirst();
    }
  }
}
