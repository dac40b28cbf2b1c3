package io.tern.orchestrator.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Flows by name, at most so many: those beyond are counted in one that has no name of its own. Safe
 * for any thread.
 *
 * @param <N> a link, or a storage's side, or what failed there
 */
final class Flows<N> {
  private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final Map<N, Flow> flows = new ConcurrentHashMap<>();
  private final int most;
  private final N other;
  private final Runnable dropped;

  /**
   * @param other the name of all beyond {@code most}
   * @param dropped is told of each use of it
   */
  Flows(int most, N other, Runnable dropped) {
    this.most = most;
    this.other = other;
    this.dropped = dropped;
  }

  Flow of(N name) {
    Flow known = flows.get(name);
    if (known != null) {
      return known;
    }
    if (flows.size() >= most && !name.equals(other)) {
      dropped.run();
      return of(other);
    }
    return flows.computeIfAbsent(name, absent -> new Flow(System.nanoTime()));
  }

  void each(BiConsumer<N, Flow> reader) {
    flows.forEach(reader);
  }

  /** Makes room: what was not used for a quarter of an hour is shown no more. */
  void forgetIdle() {
    long before = System.nanoTime() - FORGET_NANOS;
    flows.values().removeIf(flow -> flow.isIdleSince(before));
  }
}
