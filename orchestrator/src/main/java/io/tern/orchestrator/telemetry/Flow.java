package io.tern.orchestrator.telemetry;

import io.tern.orchestrator.journal.wire.End;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What one agent did over one link, or at one side of a storage. Safe for any thread. */
final class Flow {
  private final LongAdder bytes = new LongAdder();
  private final AtomicInteger active = new AtomicInteger();
  private final LongAdder[] ended = new LongAdder[End.values().length];
  private volatile long usedNanos;

  Flow(long nowNanos) {
    usedNanos = nowNanos;
    Arrays.setAll(ended, end -> new LongAdder());
  }

  void began(long nowNanos) {
    active.incrementAndGet();
    usedNanos = nowNanos;
  }

  void moved(long more) {
    bytes.add(more);
  }

  void ended(End end, long nowNanos) {
    active.decrementAndGet();
    count(end, nowNanos);
  }

  /** An end that is counted here beside where the attempt was. */
  void count(End end, long nowNanos) {
    ended[end.getNumber()].increment();
    usedNanos = nowNanos;
  }

  long bytes() {
    return bytes.sum();
  }

  int active() {
    return active.get();
  }

  long ended(End end) {
    return ended[end.getNumber()].sum();
  }

  boolean isIdleSince(long nanos) {
    return active.get() == 0 && usedNanos - nanos < 0;
  }
}
