package io.tern.orchestrator.coordinator;

import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the leader reads: reports, commands and heartbeats, each in its own line, so that a flood of
 * one never hides another. Reports and commands are fetched no faster than they are taken. One
 * thread.
 */
final class Inbox implements AutoCloseable {
  private static final int MOST_WAITING = 2_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition commandsPartition;
  private final TopicPartition reportsPartition;
  private final TopicPartition progressPartition;
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> commands = new ArrayDeque<>();
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> reports = new ArrayDeque<>();
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> heartbeats = new ArrayDeque<>();

  Inbox(KafkaClients clients, Topics topics, Position from) {
    consumer =
        clients.consumer(
            "inbox", Map.of("max.poll.records", 2_000, "isolation.level", "read_uncommitted"));
    commandsPartition = new TopicPartition(topics.commands(), 0);
    reportsPartition = new TopicPartition(topics.reports(), 0);
    progressPartition = new TopicPartition(topics.progress(), 0);
    consumer.assign(List.of(commandsPartition, reportsPartition, progressPartition));
    consumer.seek(commandsPartition, from.getCommands());
    consumer.seek(reportsPartition, from.getReports());
    consumer.seek(progressPartition, endOfProgress());
  }

  /** Waits at most {@code timeout} for something to come. */
  void poll(Duration timeout) {
    throttle(commandsPartition, commands);
    throttle(reportsPartition, reports);
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      line(record.topic()).add(record);
    }
  }

  /** What waits to be taken is bounded: the rest waits at the broker. */
  private void throttle(TopicPartition partition, ArrayDeque<ConsumerRecord<byte[], byte[]>> line) {
    boolean full = line.size() >= MOST_WAITING;
    boolean paused = consumer.paused().contains(partition);
    if (full && !paused) {
      consumer.pause(List.of(partition));
    } else if (!full && paused) {
      consumer.resume(List.of(partition));
    }
  }

  private ArrayDeque<ConsumerRecord<byte[], byte[]>> line(String topic) {
    if (topic.equals(commandsPartition.topic())) {
      return commands;
    }
    return topic.equals(reportsPartition.topic()) ? reports : heartbeats;
  }

  @Nullable ConsumerRecord<byte[], byte[]> nextCommand() {
    return commands.poll();
  }

  @Nullable ConsumerRecord<byte[], byte[]> nextReport() {
    return reports.poll();
  }

  @Nullable ConsumerRecord<byte[], byte[]> nextHeartbeat() {
    return heartbeats.poll();
  }

  /** Commands that the log holds and that have not been taken, as far as the last poll tells. */
  long waitingCommands() {
    return commands.size() + consumer.currentLag(commandsPartition).orElse(0);
  }

  boolean isEmpty() {
    return commands.isEmpty() && reports.isEmpty() && heartbeats.isEmpty();
  }

  /** Whether all heartbeats written until now have been read and taken. */
  boolean hasReadAllProgress() {
    return heartbeats.isEmpty() && consumer.position(progressPartition) >= endOfProgress();
  }

  private long endOfProgress() {
    return consumer.endOffsets(List.of(progressPartition)).getOrDefault(progressPartition, 0L);
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
