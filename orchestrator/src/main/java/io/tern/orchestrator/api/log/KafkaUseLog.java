package io.tern.orchestrator.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tern.orchestrator.api.CommandLog.Unavailable;
import io.tern.orchestrator.api.UseLog;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.event.Occasion;
import io.tern.orchestrator.event.Opened;
import io.tern.orchestrator.event.Use;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** {@link UseLog} on the topic that agents write to as well. Safe for use from any event loop. */
public final class KafkaUseLog implements UseLog, AutoCloseable {
  private static final int RETRY_AFTER_S = 5;

  private final Vertx vertx;
  private final Topics topics;
  private final String node;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param node whose requests these are
   */
  public KafkaUseLog(Vertx vertx, KafkaClients clients, Topics topics, String node) {
    this.vertx = vertx;
    this.topics = topics;
    this.node = node;
    this.producer =
        clients.producer(
            "uses",
            Map.of(
                "request.timeout.ms", 5_000,
                "delivery.timeout.ms", 10_000,
                "max.block.ms", 5_000));
  }

  @Override
  public Future<Void> note(Identity by, String request, List<Opened> opened) {
    Occasion occasion = new Occasion.Request(node, request, by.userDn());
    String owner = by.owner().hex();
    Use use = new Use(System.currentTimeMillis(), owner, by.vo(), occasion, opened);
    return write(new ProducerRecord<>(topics.uses(), owner.getBytes(UTF_8), use.json()))
        .recover(e -> Future.failedFuture(unavailable(e)));
  }

  private static Unavailable unavailable(Throwable failure) {
    return new Unavailable(
        "Kafka did not take the line on the use of keys: " + failure.getMessage(), RETRY_AFTER_S);
  }

  /** Not on an event loop: without a broker the producer waits for one. */
  private Future<Void> write(ProducerRecord<byte[], byte[]> line) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> written = Promise.promise();
    vertx
        .executeBlocking(
            () ->
                producer.send(
                    line, (at, failure) -> context.runOnContext(v -> settle(written, failure))),
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
    producer.close(Duration.ofSeconds(2));
  }
}
