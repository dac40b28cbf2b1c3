package io.tern.storage.guard;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets each storage be asked no more often than its pace; who comes too soon waits for his turn,
 * without a thread. Safe for any thread.
 */
public final class Turns {
  /** Of a second, so that its requests do not come all at once. */
  private static final int SLICES = 10;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Vertx vertx;
  private final Pace pace;
  private final RateLimiterConfig config;
  private final Map<StorageName, Line> lines = new LinkedHashMap<>(16, 0.75f, true);

  private record Line(RateLimiter limiter, LongAdder delayed) {}

  public Turns(Vertx vertx, Pace pace) {
    this.vertx = vertx;
    this.pace = pace;
    int atOnce = Math.max(1, pace.perSecond() / SLICES);
    this.config =
        RateLimiterConfig.custom()
            .limitForPeriod(atOnce)
            .limitRefreshPeriod(
                Duration.ofNanos(SECOND_NANOS * atOnce / Math.max(1, pace.perSecond())))
            .timeoutDuration(pace.patience())
            .writableStackTraceEnabled(false)
            .build();
  }

  /**
   * Completes when a storage may be asked once more, at once as a rule; fails as {@code OVERLOADED}
   * if that would take longer than there is patience for.
   */
  Future<Void> next(StorageName storage) {
    if (pace.perSecond() == 0) {
      return Future.succeededFuture();
    }
    Line line = line(storage);
    long waitNanos = line.limiter.reservePermission();
    if (waitNanos < 0) {
      return Future.failedFuture(new StorageException(tooOften(storage)));
    }
    if (waitNanos == 0) {
      return Future.succeededFuture();
    }
    line.delayed.increment();
    return vertx.timer(waitNanos / 1_000 + 1, TimeUnit.MICROSECONDS).mapEmpty();
  }

  private synchronized Line line(StorageName storage) {
    Line known = lines.get(storage);
    if (known != null) {
      return known;
    }
    Line line = new Line(RateLimiter.of(storage.value(), config), new LongAdder());
    lines.put(storage, line);
    if (lines.size() > pace.storages()) {
      var eldest = lines.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    return line;
  }

  /** How many requests have waited for their turn, by storage; those alone of which some have. */
  public synchronized Map<StorageName, Long> delayed() {
    Map<StorageName, Long> delayed = new TreeMap<>();
    lines.forEach((storage, line) -> {
      if (line.delayed.sum() > 0) {
        delayed.put(storage, line.delayed.sum());
      }
    });
    return delayed;
  }

  private Failure tooOften(StorageName storage) {
    return new Failure(
        FailureClass.OVERLOADED,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER_PREPARATION,
        true,
        "%s is asked %d times a second already, and %d s of requests wait for their turn"
            .formatted(storage, pace.perSecond(), pace.patience().toSeconds()));
  }
}
