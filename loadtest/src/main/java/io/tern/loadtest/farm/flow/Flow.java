package io.tern.loadtest.farm.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes on their way through some pipes, up to a target. Used by one thread. */
public final class Flow {
  final List<Pipe> way;
  private final double ceiling;
  private final long target;
  private final Runnable reached;

  private double moved;
  private double rate;
  private long sinceNanos;
  Timeline.@Nullable Timer timer;
  long firesAtNanos = Long.MAX_VALUE;

  /**
   * @param way the pipes, at least one
   * @param ceiling bytes per second that this flow never exceeds; may be infinite
   * @param target bytes after which {@code reached} runs, at most once
   */
  public Flow(List<Pipe> way, double ceiling, long target, Runnable reached) {
    this.way = List.copyOf(way);
    this.ceiling = ceiling;
    this.target = target;
    this.reached = reached;
  }

  /** Bytes moved by {@code nowNanos}, never more than the target. */
  public long moved(long nowNanos) {
    double since = rate == 0 ? 0 : rate * (nowNanos - sinceNanos) / 1e9;
    return (long) Math.min(target, moved + since);
  }

  /** Takes what moved at the old rate to account, and goes on at the rate the pipes allow now. */
  void settle(long nowNanos) {
    double since = rate == 0 ? 0 : rate * (nowNanos - sinceNanos) / 1e9;
    moved = Math.min(target, moved + since);
    rate = allowed();
    sinceNanos = nowNanos;
    if (rate == Double.POSITIVE_INFINITY) {
      complete();
    }
  }

  private double allowed() {
    double least = ceiling;
    for (Pipe pipe : way) {
      least = Math.min(least, pipe.share());
    }
    return least;
  }

  private void complete() {
    moved = target;
    rate = 0;
  }

  void halt(long nowNanos) {
    moved = moved(nowNanos);
    rate = 0;
    sinceNanos = nowNanos;
  }

  /** Less than a byte is missing; the fluid does not split bytes. */
  boolean isComplete() {
    return target - moved < 0.5;
  }

  /** When the target will be reached at the present rate. */
  long dueNanos() {
    return rate == 0
        ? Long.MAX_VALUE
        : sinceNanos + (long) Math.min(1e18, Math.ceil((target - moved) / rate * 1e9));
  }

  void finish() {
    complete();
    reached.run();
  }
}
