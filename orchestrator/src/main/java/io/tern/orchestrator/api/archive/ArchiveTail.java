package io.tern.orchestrator.api.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Archived;
import io.tern.orchestrator.view.ArchivedPart;
import io.tern.orchestrator.view.LocalStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code tern.archive} in a thread of its own and notes in the local store which of its
 * records speak of which job. A store that was made anew has it read from its beginning.
 */
public final class ArchiveTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveTail.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long FORGET_EVERY_NS = TimeUnit.HOURS.toNanos(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final LocalStore store;
  private final Thread thread = new Thread(this::follow, "archive");
  private long beginning;
  private volatile boolean closed;

  public ArchiveTail(KafkaClients clients, Topics topics, LocalStore store) {
    consumer = clients.consumer("archive", Map.of("auto.offset.reset", "earliest"));
    partition = new TopicPartition(topics.archive(), 0);
    this.store = store;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void follow() {
    try (consumer) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, store.archivedTo());
      long forgotNs = System.nanoTime() - FORGET_EVERY_NS;
      while (!closed) {
        poll();
        if (System.nanoTime() - forgotNs >= FORGET_EVERY_NS) {
          forgotNs = System.nanoTime();
          forget();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("the archive is no longer followed");
    } catch (KafkaException e) {
      LOG.error("the archive cannot be followed: what is removed from now on is not found", e);
    }
  }

  private void poll() {
    List<ArchivedPart> parts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      note(record, parts);
    }
    if (!parts.isEmpty()) {
      store.archived(parts, consumer.position(partition));
    }
  }

  private static void note(ConsumerRecord<byte[], byte[]> record, List<ArchivedPart> parts) {
    try {
      Archived archived = Archived.parseFrom(record.value());
      parts.add(
          new ArchivedPart(
              Ids.uuid(archived.getJobId()), archived.getPart().getPart(), record.offset()));
    } catch (InvalidProtocolBufferException e) {
      LOG.warn("archived record at offset {} does not parse", record.offset());
    }
  }

  private void forget() {
    long now = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    if (now > beginning) {
      beginning = now;
      store.forgetArchivedBefore(now);
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
