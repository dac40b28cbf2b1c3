package io.tern.orchestrator.api.log;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.orchestrator.api.Nodes;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.wire.Heartbeat;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code tern.progress} in a thread of its own and keeps each agent's latest heartbeat. */
public final class Heartbeats implements Nodes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long LIVE_MS = TimeUnit.MINUTES.toMillis(2);

  /** Agents remembered at most; those silent for longest are forgotten first. */
  private static final int MOST = 10_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Map<String, Beat> latest = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::follow, "heartbeats");
  private volatile boolean closed;

  public Heartbeats(KafkaClients clients, Topics topics) {
    consumer = clients.consumer("heartbeats", Map.of("auto.offset.reset", "latest"));
    partition = new TopicPartition(topics.progress(), 0);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  @Override
  public List<Beat> live() {
    long oldest = System.currentTimeMillis() - LIVE_MS;
    return latest.values().stream()
        .filter(beat -> beat.atMs() >= oldest)
        .sorted(Comparator.comparing(Beat::agent))
        .toList();
  }

  private void follow() {
    try (consumer) {
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      while (!closed) {
        poll();
      }
    } catch (WakeupException e) {
      LOG.debug("heartbeats are no longer followed");
    } catch (KafkaException e) {
      LOG.error("heartbeats cannot be followed: hosts will be missing", e);
    }
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      keep(record);
    }
    if (latest.size() > MOST) {
      long oldest = System.currentTimeMillis() - LIVE_MS;
      latest.values().removeIf(beat -> beat.atMs() < oldest);
    }
  }

  private void keep(ConsumerRecord<byte[], byte[]> record) {
    try {
      Heartbeat beat = Heartbeat.parseFrom(record.value());
      latest.put(
          beat.getAgent(),
          new Beat(
              beat.getAgent(),
              record.timestamp(),
              beat.getActive(),
              beat.getCapacity(),
              beat.getDraining()));
    } catch (InvalidProtocolBufferException e) {
      LOG.warn("heartbeat at offset {} does not parse", record.offset());
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
