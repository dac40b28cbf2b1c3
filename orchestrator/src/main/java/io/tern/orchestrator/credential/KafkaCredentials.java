package io.tern.orchestrator.credential;

import io.tern.orchestrator.journal.DurableWrites;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.Topics;
import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.SealedBox;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials on their compacted topic, which every node reads from its beginning. Whichever node
 * notices first writes that an expired one is gone. One thread reads; the rest is safe for any.
 */
public final class KafkaCredentials implements Credentials, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCredentials.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long PAUSE_MS = 1000;
  private static final long HEARD_MS = 10_000;
  private static final Duration DELIVERY = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final TopicPartition partition;
  private final SealedRecords records;
  private final DurableWrites writes;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final List<Consumer<Slot>> listeners = new CopyOnWriteArrayList<>();
  private final Thread reader = Thread.ofPlatform().name("credentials").unstarted(this::read);
  private volatile boolean closed;

  /**
   * @param clockMs wall time
   */
  public KafkaCredentials(
      Vertx vertx, KafkaClients clients, Topics topics, SealedBox box, LongSupplier clockMs) {
    this.vertx = vertx;
    this.partition = new TopicPartition(topics.credentials(), 0);
    this.records = new SealedRecords(box, clockMs);
    this.writes = new DurableWrites(vertx, clients, "credentials", DELIVERY);
    this.consumer = clients.consumer("credentials", Map.of());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    reader.start();
  }

  @Override
  public Future<Void> keep(Slot slot, Kept secret) {
    return write(key(slot), records.seal(slot, secret));
  }

  @Override
  public Future<Void> remove(Slot slot) {
    return write(key(slot), null);
  }

  @Override
  public Optional<Kept> find(Slot slot) {
    return records.find(slot);
  }

  @Override
  public Future<Optional<Kept>> look(Slot slot) {
    Context context = vertx.getOrCreateContext();
    Promise<Optional<Kept>> found = Promise.promise();
    long limit =
        vertx.setTimer(
            HEARD_MS, late -> found.tryFail(new TimeoutException("not heard in ten seconds")));
    waiting.add(() ->
        context.runOnContext(v -> {
          if (vertx.cancelTimer(limit)) {
            found.complete(records.find(slot));
          }
        }));
    consumer.wakeup();
    return found.future();
  }

  @Override
  public Optional<Held> glance(Slot slot) {
    return records.glance(slot);
  }

  @Override
  public List<Held> all(Slot.Kind kind) {
    return records.all(kind);
  }

  @Override
  public int tokensOf(OwnerId owner) {
    return records.tokensOf(owner);
  }

  /** Of all owners together. */
  public int tokens() {
    return records.tokens();
  }

  /** Of the owner who has most. */
  public int mostTokens() {
    return records.mostTokens();
  }

  @Override
  public void listen(Consumer<Slot> listener) {
    listeners.add(listener);
  }

  private static byte[] key(Slot slot) {
    return slot.key().getBytes(StandardCharsets.UTF_8);
  }

  private Future<Void> write(byte[] key, byte @Nullable [] value) {
    return writes.write(new ProducerRecord<>(partition.topic(), 0, key, value));
  }

  private void read() {
    long swept = System.nanoTime();
    while (!closed) {
      try {
        poll();
        answer();
        if (System.nanoTime() - swept > SWEEP_NANOS) {
          swept = System.nanoTime();
          records.expired().forEach(this::forget);
        }
      } catch (WakeupException e) {
        // Somebody waits, or this closes.
      } catch (KafkaException e) {
        LOG.warn("credentials cannot be read now: {}", e.toString());
        pause();
      }
    }
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      records
          .apply(record.key(), record.value())
          .ifPresent(slot -> listeners.forEach(listener -> listener.accept(slot)));
    }
  }

  /** Those who wait now are answered after all that was durable before. */
  private void answer() {
    Queue<Runnable> now = new ArrayDeque<>();
    for (Runnable one = waiting.poll(); one != null; one = waiting.poll()) {
      now.add(one);
    }
    if (now.isEmpty()) {
      return;
    }
    try {
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end && !closed) {
        poll();
      }
    } catch (KafkaException e) {
      waiting.addAll(now);
      throw e;
    }
    now.forEach(Runnable::run);
  }

  private void forget(byte[] key) {
    write(key, null)
        .onFailure(e -> LOG.warn("an expired credential stays a while: {}", e.toString()));
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writes.close();
  }
}
