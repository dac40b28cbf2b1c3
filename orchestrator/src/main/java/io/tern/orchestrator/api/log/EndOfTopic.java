package io.tern.orchestrator.api.log;

import io.tern.orchestrator.journal.KafkaClients;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where a topic ends just now, what is not yet committed included. Whoever asks while a question is
 * on its way gets the answer to the next one, which all of them share: an answer is never older
 * than its question.
 */
final class EndOfTopic implements AutoCloseable {
  /** Whoever asked waits no longer, and those who ask meanwhile wait for the next answer. */
  private static final int ASK_MS = 4_000;

  private final KafkaClients clients;
  private final TopicPartition partition;
  private @Nullable Admin admin;
  private @Nullable Promise<Long> asked;
  private @Nullable Promise<Long> next;

  EndOfTopic(KafkaClients clients, String topic) {
    this.clients = clients;
    partition = new TopicPartition(topic, 0);
  }

  synchronized void start() {
    admin = clients.admin();
  }

  synchronized Future<Long> fetch() {
    if (asked == null) {
      Promise<Long> first = Promise.promise();
      asked = first;
      ask(first);
      return first.future();
    }
    if (next == null) {
      next = Promise.promise();
    }
    return next.future();
  }

  /** May answer before it returns. */
  private void ask(Promise<Long> promise) {
    Admin connected = admin;
    if (connected == null) {
      throw new IllegalStateException("not started");
    }
    var unused =
        connected
            .listOffsets(
                Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions().timeoutMs(ASK_MS))
            .partitionResult(partition)
            .whenComplete((end, failure) -> answered(promise, end, failure));
  }

  private void answered(
      Promise<Long> promise, @Nullable ListOffsetsResultInfo end, @Nullable Throwable failure) {
    synchronized (this) {
      asked = next;
      next = null;
      if (asked != null) {
        ask(asked);
      }
    }
    if (end != null) {
      promise.complete(end.offset());
    } else {
      promise.fail(failure == null ? new IllegalStateException("no answer") : failure);
    }
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(java.time.Duration.ofSeconds(1));
    }
  }
}
