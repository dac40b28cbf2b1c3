package io.tern.orchestrator.api.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.orchestrator.api.Archive;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.wire.Archived;
import io.tern.orchestrator.view.ArchivedTransfers;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** One job out of the archive, a part at a time, with a consumer of its own. One thread. */
final class ArchiveReader implements Archive.ArchivedJob {
  private static final Duration POLL = Duration.ofMillis(200);

  /** For one part. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final List<Long> offsets;
  private final Runnable onClose;
  private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
  private Archived first = Archived.getDefaultInstance();

  /**
   * @param offsets of the job's parts, ascending; at least one
   */
  ArchiveReader(
      KafkaClients clients, TopicPartition partition, List<Long> offsets, Runnable onClose) {
    this.consumer = clients.consumer("archive", Map.of());
    this.partition = partition;
    this.offsets = offsets;
    this.onClose = onClose;
  }

  /**
   * Reads the first part.
   *
   * @throws org.apache.kafka.clients.consumer.OffsetOutOfRangeException it is gone
   */
  void open() {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offsets.getFirst());
    first = at(offsets.getFirst());
  }

  @Override
  public StoredJob job() {
    return ArchivedTransfers.job(first);
  }

  @Override
  public void transfers(Consumer<StoredTransfer> each) {
    StoredJob job = job();
    ArchivedTransfers.each(job, first, each);
    for (long offset : offsets.subList(1, offsets.size())) {
      ArchivedTransfers.each(job, at(offset), each);
    }
  }

  /** Parts of other jobs may stand between. */
  private Archived at(long offset) {
    long begunNs = System.nanoTime();
    while (System.nanoTime() - begunNs < PATIENCE.toNanos()) {
      while (!fetched.isEmpty()) {
        ConsumerRecord<byte[], byte[]> record = fetched.remove();
        if (record.offset() == offset) {
          return parsed(record);
        }
      }
      consumer.poll(POLL).forEach(fetched::add);
    }
    throw new TimeoutException("archived record at offset " + offset + " could not be read");
  }

  private static Archived parsed(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Archived.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          "archived record at offset " + record.offset() + " does not parse", e);
    }
  }

  @Override
  public void close() {
    onClose.run();
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
