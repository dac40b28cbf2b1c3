package io.tern.orchestrator.renewal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Finds out which tokens are still to be used. That takes time by all that waits, so it is done at
 * most once a minute, and a twentieth of the time. For one event loop, which does not wait for it.
 */
final class Need {
  private static final long LEAST_MS = Duration.ofMinutes(1).toMillis();
  private static final int REST = 20;

  private final Vertx vertx;
  private final UnaryOperator<Set<String>> needed;
  private final LongSupplier clockMs;
  private boolean asking;
  private long restsUntilMs;

  /**
   * @param needed those of some names that jobs will use; blocks
   */
  Need(Vertx vertx, UnaryOperator<Set<String>> needed, LongSupplier clockMs) {
    this.vertx = vertx;
    this.needed = needed;
    this.clockMs = clockMs;
  }

  /** Whether it may be asked now. */
  boolean mayBeAsked() {
    return !asking && clockMs.getAsLong() >= restsUntilMs;
  }

  Future<Set<String>> of(Set<String> names) {
    asking = true;
    restsUntilMs = clockMs.getAsLong() + LEAST_MS;
    long begunNanos = System.nanoTime();
    return vertx
        .executeBlocking(() -> needed.apply(names), false)
        .onComplete(done -> rest(System.nanoTime() - begunNanos));
  }

  private void rest(long tookNanos) {
    asking = false;
    long rest = REST * TimeUnit.NANOSECONDS.toMillis(tookNanos);
    restsUntilMs = Math.max(restsUntilMs, clockMs.getAsLong() + rest);
  }
}
