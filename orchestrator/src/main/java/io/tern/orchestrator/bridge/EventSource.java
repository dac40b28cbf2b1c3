package io.tern.orchestrator.bridge;

import io.tern.orchestrator.event.EventKind;
import io.tern.orchestrator.event.EventRecord;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The events' topic as one consumer group of all nodes reads it, so that each message goes through
 * one of them. In a thread of its own, so that no event loop waits for Kafka.
 */
final class EventSource {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "tern-bridge"));
  private final KafkaConsumer<byte[], byte[]> consumer;

  EventSource(KafkaClients clients, Topics topics, int batch) {
    consumer =
        clients.consumer(
            "bridge",
            Map.of(
                "group.id",
                topics.prefix() + "bridge",
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                batch));
    consumer.subscribe(List.of(topics.events()));
  }

  /** What comes next; empty when nothing did in {@code POLL}. */
  Future<List<EventRecord>> read() {
    return run(() -> {
      List<EventRecord> events = new ArrayList<>();
      consumer
          .poll(POLL)
          .forEach(record -> {
            EventRecord event = event(record);
            if (event != null) {
              events.add(event);
            }
          });
      return events;
    });
  }

  /** Null for a record of a kind that this version does not know. */
  private static @Nullable EventRecord event(ConsumerRecord<byte[], byte[]> record) {
    Header kind = record.headers().lastHeader(EventRecord.KIND);
    String word = kind == null ? "" : new String(kind.value(), StandardCharsets.US_ASCII);
    for (EventKind known : EventKind.values()) {
      if (known.word().equals(word)) {
        return new EventRecord(
            known, new String(record.key(), StandardCharsets.UTF_8), record.value());
      }
    }
    return null;
  }

  /** What was read need not be read again, by whichever node. */
  Future<Void> commit() {
    return run(() -> {
      consumer.commitSync();
      return null;
    });
  }

  /** What was read and not committed comes again. */
  Future<Void> rewind() {
    return run(() -> {
      Map<TopicPartition, OffsetAndMetadata> done = consumer.committed(consumer.assignment());
      for (TopicPartition partition : consumer.assignment()) {
        OffsetAndMetadata committed = done.get(partition);
        if (committed == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, committed);
        }
      }
      return null;
    });
  }

  private <T> Future<T> run(Callable<T> call) {
    Promise<T> promise = Promise.promise();
    try {
      reading.execute(() -> {
        try {
          promise.complete(call.call());
        } catch (Exception e) {
          promise.fail(e);
        }
      });
    } catch (RejectedExecutionException e) {
      promise.fail(e);
    }
    return promise.future();
  }

  Future<Void> close() {
    return this.<Void>run(
            () -> {
              consumer.close(CloseOptions.timeout(CLOSING));
              return null;
            })
        .onComplete(closed -> reading.shutdown());
  }
}
