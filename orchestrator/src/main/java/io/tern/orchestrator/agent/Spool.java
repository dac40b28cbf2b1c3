package io.tern.orchestrator.agent;

import io.tern.orchestrator.journal.wire.Report;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reports on their way to Kafka. Each is repeated until it is acknowledged and none is ever
 * dropped; whoever starts attempts looks at {@link #isFull} first, which bounds the spool to its
 * size and two reports for each attempt under way. Reports may overtake one another: whoever needs
 * an order waits for the acknowledgement. Safe from any thread.
 */
final class Spool {
  private final AgentTopics topics;
  private final int size;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<Entry> failed = new ConcurrentLinkedQueue<>();

  Spool(AgentTopics topics, int size) {
    this.topics = topics;
    this.size = size;
  }

  /** Succeeds on {@code loop} once the report is acknowledged; never fails. */
  Future<Void> report(Report report, Executor loop) {
    waiting.incrementAndGet();
    Entry entry = new Entry(report, loop, Promise.promise());
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
    topics.report(entry.report).onComplete(v -> acknowledge(entry), e -> failed.add(entry));
  }

  private void acknowledge(Entry entry) {
    waiting.decrementAndGet();
    entry.loop.execute(() -> entry.acknowledged.tryComplete());
  }

  private record Entry(Report report, Executor loop, Promise<Void> acknowledged) {}
}
