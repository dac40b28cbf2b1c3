package io.tern.orchestrator.settings;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the settings' topic from its beginning. One thread, but for {@link #wakeUp}. */
public final class SettingsTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private Settings settings = Settings.NONE;

  public SettingsTail(KafkaClients clients, Topics topics) {
    consumer = clients.consumer("settings", Map.of());
    partition = new TopicPartition(topics.settings(), 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** What holds as far as this has read. */
  Settings settings() {
    return settings;
  }

  /**
   * What holds at the end that the topic has now.
   *
   * @throws TimeoutException if that takes longer than 30 s
   */
  public Settings readToEnd() {
    long begunNs = System.nanoTime();
    long end = end();
    while (!hasPassed(end)) {
      if (System.nanoTime() - begunNs > PATIENCE.toNanos()) {
        throw new TimeoutException("the settings could not be read to their end");
      }
      poll(POLL);
    }
    return settings;
  }

  void poll(Duration timeout) {
    Map<String, Optional<Written<?>>> changes = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      changes.put(new String(record.key(), StandardCharsets.UTF_8), written(record));
    }
    if (!changes.isEmpty()) {
      settings = settings.after(changes);
    }
  }

  /** As with the journal, what cannot be read is never skipped. */
  private static Optional<Written<?>> written(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null
          ? Optional.empty()
          : Optional.of(SettingCodec.written(record.value()));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the settings hold a record that cannot be read at offset " + record.offset(), e);
    }
  }

  /** The end of what is committed. */
  long end() {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  boolean hasPassed(long offset) {
    return consumer.position(partition) >= offset;
  }

  /** Ends a {@link #poll} that waits, by a wake-up exception. Any thread. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
