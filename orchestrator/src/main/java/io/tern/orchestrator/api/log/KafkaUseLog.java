package io.tern.orchestrator.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tern.orchestrator.api.CommandLog.Unavailable;
import io.tern.orchestrator.api.UseLog;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.event.Occasion;
import io.tern.orchestrator.event.Opened;
import io.tern.orchestrator.event.Use;
import io.tern.orchestrator.journal.DurableWrites;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** {@link UseLog} on the topic that agents write to as well. Safe for use from any event loop. */
public final class KafkaUseLog implements UseLog, AutoCloseable {
  private static final int RETRY_AFTER_S = 5;

  private static final Duration DELIVERY = Duration.ofSeconds(10);

  private final Topics topics;
  private final String node;
  private final DurableWrites writes;

  /**
   * @param node whose requests these are
   */
  public KafkaUseLog(Vertx vertx, KafkaClients clients, Topics topics, String node) {
    this.topics = topics;
    this.node = node;
    this.writes = new DurableWrites(vertx, clients, "uses", DELIVERY);
  }

  @Override
  public Future<Void> note(Identity by, String request, List<Opened> opened) {
    Occasion occasion = new Occasion.Request(node, request, by.userDn());
    String owner = by.owner().hex();
    Use use = new Use(System.currentTimeMillis(), owner, by.vo(), occasion, opened);
    return writes
        .write(new ProducerRecord<>(topics.uses(), owner.getBytes(UTF_8), use.json()))
        .recover(e -> Future.failedFuture(unavailable(e)));
  }

  private static Unavailable unavailable(Throwable failure) {
    return new Unavailable(
        "Kafka did not take the line on the use of keys: " + failure.getMessage(), RETRY_AFTER_S);
  }

  @Override
  public void close() {
    writes.close();
  }
}
