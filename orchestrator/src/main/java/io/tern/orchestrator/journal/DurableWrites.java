package io.tern.orchestrator.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Records that are not part of a step, each told of once Kafka has it. Safe for any thread. */
public final class DurableWrites implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param name of the client, as its metrics show it
   * @param delivery how long Kafka may take to have a record before its write has failed; half of
   *     that for one request
   */
  public DurableWrites(Vertx vertx, KafkaClients clients, String name, Duration delivery) {
    this.vertx = vertx;
    int deliveryMs = Math.toIntExact(delivery.toMillis());
    this.producer =
        clients.producer(
            name,
            Map.of(
                "request.timeout.ms",
                deliveryMs / 2,
                "delivery.timeout.ms",
                deliveryMs,
                "max.block.ms",
                5_000));
  }

  /** Not on an event loop: without a broker the producer waits for one. */
  public Future<Void> write(ProducerRecord<byte[], byte[]> record) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> written = Promise.promise();
    vertx
        .executeBlocking(
            () ->
                producer.send(
                    record, (at, failure) -> context.runOnContext(v -> settle(written, failure))),
            false)
        .onFailure(written::tryFail);
    return written.future();
  }

  private static void settle(Promise<Void> written, @Nullable Exception failure) {
    if (failure == null) {
      written.tryComplete();
    } else {
      written.tryFail(failure);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
