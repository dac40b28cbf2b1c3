package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Timer;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** How late one of the event loops is and how long worker threads let wait, until it is closed. */
final class Delays implements AutoCloseable {
  private static final long EVERY_MS = 250;

  private final Vertx vertx;
  private final Timer loop;
  private final Timer workers;
  private volatile boolean closed;

  private Delays(Vertx vertx, Meters meters) {
    this.vertx = vertx;
    loop = meters.timer(Metric.EVENTLOOP_DELAY);
    workers = meters.timer(Metric.WORKER_DELAY);
  }

  static Delays watch(Vertx vertx, Meters meters) {
    Delays delays = new Delays(vertx, meters);
    delays.next(System.nanoTime());
    return delays;
  }

  private void next(long beganNanos) {
    vertx.setTimer(EVERY_MS, id -> look(beganNanos));
  }

  private void look(long beganNanos) {
    if (closed) {
      return;
    }
    long now = System.nanoTime();
    long late = now - beganNanos - TimeUnit.MILLISECONDS.toNanos(EVERY_MS);
    Meters.record(loop, Math.max(0, late));
    askWorkers(now);
    next(now);
  }

  private void askWorkers(long askedNanos) {
    vertx.executeBlocking(
        () -> {
          Meters.record(workers, System.nanoTime() - askedNanos);
          return null;
        },
        false);
  }

  @Override
  public void close() {
    closed = true;
  }
}
