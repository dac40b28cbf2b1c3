package io.tern.loadtest.farm.flow;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that a test pushes; timers run in the order of their times. */
public final class VirtualTimeline implements Timeline {
  private record Due(long atNanos, long order, Runnable action) {}

  private final PriorityQueue<Due> timers =
      new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
  private long nowNanos;
  private long order;

  @Override
  public long nowNanos() {
    return nowNanos;
  }

  @Override
  public Timer after(long nanos, Runnable action) {
    Due due = new Due(nowNanos + nanos, order++, action);
    timers.add(due);
    return () -> timers.remove(due);
  }

  /** Lets {@code ms} pass, and runs what falls due. */
  public void passMs(long ms) {
    long end = nowNanos + ms * 1_000_000;
    while (!timers.isEmpty() && timers.element().atNanos() <= end) {
      Due due = timers.remove();
      nowNanos = due.atNanos();
      due.action().run();
    }
    nowNanos = end;
  }

  public int pending() {
    return timers.size();
  }
}
