package io.tern.orchestrator.api.log;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.journal.Watermark;
import io.tern.orchestrator.journal.Watermarks;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** {@link CommandLog} over Kafka. Safe for use from any event loop. */
public final class KafkaCommandLog implements CommandLog, AutoCloseable {
  private static final int DELIVERY_MS = 4_000;
  private static final int REQUEST_MS = 3_500;

  /**
   * Metadata of a topic that nobody submits to for minutes must not be fetched by an event loop.
   */
  private static final long METADATA_IDLE_MS = Duration.ofDays(365).toMillis();

  private static final int MAX_BLOCK_MS = 20;
  private static final int METADATA_TRIES = 30_000 / MAX_BLOCK_MS;
  private static final int RETRY_AFTER_S = 5;
  private static final Duration VERDICT_PATIENCE = Duration.ofSeconds(15);
  private static final Duration VIEW_PATIENCE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Topics topics;
  private final Watermarks shown;
  private final Verdicts verdicts;
  private final EndOfTopic end;
  private final EndOfTopic journalEnd;
  private final long mostBehind;
  private final Outage outage = new Outage(System::nanoTime);

  private volatile long acknowledged = -1;

  /**
   * @param mostBehind commands that the coordinator may be behind before this log takes no more
   */
  public KafkaCommandLog(
      Vertx vertx,
      KafkaClients clients,
      Topics topics,
      Watermarks shown,
      String node,
      long mostBehind) {
    this.vertx = vertx;
    this.topics = topics;
    this.shown = shown;
    this.mostBehind = mostBehind;
    producer =
        clients.producer(
            "commands",
            Map.of(
                "linger.ms",
                1,
                "batch.size",
                256 * 1024,
                "max.request.size",
                2 * 1024 * 1024,
                "delivery.timeout.ms",
                DELIVERY_MS,
                "request.timeout.ms",
                REQUEST_MS,
                "metadata.max.idle.ms",
                METADATA_IDLE_MS,
                "max.block.ms",
                MAX_BLOCK_MS));
    end = new EndOfTopic(clients, topics.commands());
    journalEnd = new EndOfTopic(clients, topics.journal());
    verdicts = new Verdicts(clients, topics, node);
  }

  /** Connects; blocks, so not on an event loop. */
  public void start() {
    end.start();
    journalEnd.start();
    verdicts.start();
    awaitMetadata();
  }

  /** So that the first command does not find the producer without knowledge of its topic. */
  private void awaitMetadata() {
    for (int left = METADATA_TRIES - 1; ; left--) {
      try {
        var unused = producer.partitionsFor(topics.commands());
        return;
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  @Override
  public Future<Void> append(UUID job, Command command) {
    return send(job, command).mapEmpty();
  }

  private Future<Long> send(UUID job, Command command) {
    if (outage.isOn()) {
      return Future.failedFuture(new Unavailable("Kafka does not answer", RETRY_AFTER_S));
    }
    if (acknowledged - shown.commands().next() > mostBehind) {
      return Future.failedFuture(
          new Unavailable("the coordinator is more than " + mostBehind + " commands behind", 2));
    }
    Promise<Long> promise = Promise.promise();
    Context context = vertx.getOrCreateContext();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topics.commands(), 0, key(job), command.toByteArray()),
              (metadata, failure) -> settled(context, promise, metadata.offset(), failure));
    } catch (KafkaException e) {
      return Future.failedFuture(unavailable(e));
    }
    return promise.future();
  }

  private void settled(
      Context context, Promise<Long> promise, long offset, @Nullable Exception failure) {
    if (failure == null) {
      outage.over();
      acknowledged = Math.max(acknowledged, offset);
      context.runOnContext(v -> promise.complete(offset));
    } else {
      Unavailable unavailable = unavailable(failure);
      context.runOnContext(v -> promise.fail(unavailable));
    }
  }

  private Unavailable unavailable(Exception failure) {
    outage.begin();
    return new Unavailable(
        "Kafka did not take the command: " + failure.getMessage(), RETRY_AFTER_S);
  }

  private static byte[] key(UUID job) {
    return ByteBuffer.allocate(16)
        .putLong(job.getMostSignificantBits())
        .putLong(job.getLeastSignificantBits())
        .array();
  }

  @Override
  public Future<Verdict> ask(UUID job, Command.Builder command) {
    Context context = vertx.getOrCreateContext();
    Verdicts.Question question = verdicts.expect();
    command.setRequestId(question.id()).setNode(verdicts.node());
    return send(job, command.build())
        .compose(offset -> onContext(context, question.answer(), VERDICT_PATIENCE))
        .compose(verdict -> shown(context, verdict))
        .onComplete(done -> verdicts.forget(question))
        .recover(failure ->
            failure instanceof TimeoutException
                ? Future.failedFuture(
                    new Unavailable("the coordinator has not answered in time", RETRY_AFTER_S))
                : Future.failedFuture(failure));
  }

  private Future<Verdict> shown(Context context, Verdict verdict) {
    return passes(context, shown.commands(), verdict.getCommandsOffset() + 1, VIEW_PATIENCE)
        .map(verdict);
  }

  private static Future<Void> passes(
      Context context, Watermark log, long offset, Duration patience) {
    Watermark.Wait wait = log.reaches(offset);
    return onContext(context, wait.reached(), patience).onComplete(done -> log.forget(wait));
  }

  @Override
  public Future<Boolean> caughtUp() {
    return passes(end, 0, shown.commands());
  }

  /** What the journal ends with is the mark of a transaction, which shows nothing. */
  @Override
  public Future<Boolean> upToDate() {
    return passes(journalEnd, 1, shown.journal());
  }

  private Future<Boolean> passes(EndOfTopic topic, int marks, Watermark log) {
    Context context = vertx.getOrCreateContext();
    long begunNs = System.nanoTime();
    return onContext(context, topic.fetch(), VIEW_PATIENCE)
        .compose(at -> passes(context, log, at - marks, leftOf(VIEW_PATIENCE, begunNs)))
        .map(true)
        .otherwise(false);
  }

  private static Duration leftOf(Duration patience, long begunNs) {
    Duration left = patience.minusNanos(System.nanoTime() - begunNs);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  /** The same result on a context, or a time-out. */
  private static <T> Future<T> onContext(Context context, Future<T> future, Duration patience) {
    Promise<T> promise = Promise.promise();
    future.onComplete(done -> context.runOnContext(v -> promise.handle(done)));
    return promise.future().timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    verdicts.close();
    end.close();
    journalEnd.close();
    producer.close(Duration.ofSeconds(2));
  }
}
