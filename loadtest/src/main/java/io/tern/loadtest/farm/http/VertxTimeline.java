package io.tern.loadtest.farm.http;

import io.tern.loadtest.farm.flow.Timeline;
import io.vertx.core.Vertx;

/** The timers of the event loop that made it, in milliseconds. */
public final class VertxTimeline implements Timeline {
  private static final long NANOS_PER_MS = 1_000_000;

  private final Vertx vertx;

  public VertxTimeline(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public long nowNanos() {
    return System.nanoTime();
  }

  @Override
  public Timer after(long nanos, Runnable action) {
    long ms = Math.max(1, (nanos + NANOS_PER_MS - 1) / NANOS_PER_MS);
    long id = vertx.setTimer(ms, fired -> action.run());
    return () -> vertx.cancelTimer(id);
  }
}
