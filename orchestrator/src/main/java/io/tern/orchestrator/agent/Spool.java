package io.tern.orchestrator.agent;

import io.tern.orchestrator.event.Use;
import io.tern.orchestrator.journal.wire.Report;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports and lines of the audit on their way to Kafka. Each is repeated until it is acknowledged
 * and none is ever dropped; whoever starts attempts looks at {@link #isFull} first, which bounds
 * the spool to its size and three for each attempt under way. Reports may overtake one another:
 * whoever needs an order waits for the acknowledgement. Safe from any thread.
 */
final class Spool {
  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final AgentTopics topics;
  private final int size;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<Entry> failed = new ConcurrentLinkedQueue<>();

  /** Whether it was said that Kafka takes nothing; until all that waits has been taken. */
  private final AtomicBoolean told = new AtomicBoolean();

  Spool(AgentTopics topics, int size) {
    this.topics = topics;
    this.size = size;
  }

  /** Succeeds on {@code loop} once the report is acknowledged; never fails. */
  Future<Void> report(Report report, Executor loop) {
    return send(() -> topics.report(report), loop);
  }

  /** The same for a line of the audit. */
  Future<Void> used(Use use, Executor loop) {
    return send(() -> topics.used(use), loop);
  }

  private Future<Void> send(Supplier<Future<Void>> write, Executor loop) {
    waiting.incrementAndGet();
    Entry entry = new Entry(write, loop, Promise.promise());
    send(entry);
    return entry.acknowledged.future();
  }

  /** Sends again what has failed since the last call. */
  void retry() {
    for (int n = failed.size(); n > 0; n--) {
      Entry entry = failed.poll();
      if (entry == null) {
        return;
      }
      send(entry);
    }
  }

  int waiting() {
    return waiting.get();
  }

  boolean isFull() {
    return waiting.get() >= size;
  }

  private void send(Entry entry) {
    entry.write.get().onComplete(v -> acknowledge(entry), cause -> again(entry, cause));
  }

  private void again(Entry entry, Throwable cause) {
    failed.add(entry);
    if (told.compareAndSet(false, true)) {
      log.warn("Kafka does not take reports, they are repeated: {}", cause.getMessage());
    }
  }

  private void acknowledge(Entry entry) {
    if (waiting.decrementAndGet() == 0) {
      told.set(false);
    }
    entry.loop.execute(() -> entry.acknowledged.tryComplete());
  }

  private record Entry(Supplier<Future<Void>> write, Executor loop, Promise<Void> acknowledged) {}
}
