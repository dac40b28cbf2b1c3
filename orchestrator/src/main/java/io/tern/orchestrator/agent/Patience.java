package io.tern.orchestrator.agent;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thing an attempt waits for, and until when. An attempt goes step by step; each step has a
 * limit at which the shard looks, so that no attempt needs a timer of its own. For one loop.
 */
final class Patience {
  private final LongSupplier nanos;
  private final LongConsumer lookAt;
  private @Nullable Interruption interruption;
  private @Nullable Wait waiting;

  /**
   * @param lookAt told, by the clock of {@code nanos}, when to {@link #look}
   */
  Patience(LongSupplier nanos, LongConsumer lookAt) {
    this.nanos = nanos;
    this.lookAt = lookAt;
  }

  /** A step without lasting effect; an interruption ends the wait for it. */
  <T> Future<T> step(Limit limit, Supplier<Future<T>> step) {
    return interruption == null
        ? wait(step.get(), limit, false)
        : Future.failedFuture(CutShort.NOW);
  }

  /** A step that changes a storage: once begun, its answer is waited for. */
  <T> Future<T> effect(Limit limit, Supplier<Future<T>> step) {
    return interruption == null ? wait(step.get(), limit, true) : Future.failedFuture(CutShort.NOW);
  }

  /** As {@link #effect}, for an attempt that cleans up though it was interrupted. */
  <T> Future<T> insist(Limit limit, Supplier<Future<T>> step) {
    return wait(step.get(), limit, true);
  }

  /** Lets time pass; an interruption that comes meanwhile ends and fails it. */
  Future<Void> pause(Duration time) {
    Promise<Void> passed = Promise.promise();
    begin(new Wait(passed, nanos.getAsLong() + time.toNanos(), null, false));
    return passed.future();
  }

  @Nullable Interruption interruption() {
    return interruption;
  }

  /** Ends the present wait, unless a storage is being changed; no further step begins. */
  void interrupt(Interruption why) {
    if (interruption != null && why.compareTo(interruption) <= 0) {
      return;
    }
    interruption = why;
    Wait given = waiting;
    if (given != null && !given.patient) {
      waiting = null;
      given.promise.tryFail(CutShort.NOW);
    }
  }

  void look() {
    Wait over = waiting;
    if (over == null || nanos.getAsLong() - over.untilNanos < 0) {
      return;
    }
    waiting = null;
    if (over.limit == null) {
      over.promise.tryComplete();
    } else {
      over.promise.tryFail(over.limit.exceeded());
    }
  }

  private <T> Future<T> wait(Future<T> step, Limit limit, boolean patient) {
    if (step.isComplete()) {
      return step.failed() ? Future.failedFuture(Failures.at(limit, step.cause())) : step;
    }
    Promise<T> promise = Promise.promise();
    Wait now = new Wait(promise, nanos.getAsLong() + limit.time().toNanos(), limit, patient);
    begin(now);
    step.onComplete(
        result -> {
          over(now);
          promise.tryComplete(result);
        },
        failure -> {
          over(now);
          promise.tryFail(Failures.at(limit, failure));
        });
    return promise.future();
  }

  private void begin(Wait wait) {
    waiting = wait;
    lookAt.accept(wait.untilNanos);
  }

  /** The earlier of {@code nanos} and when the present wait ends. */
  long earliest(long nanos) {
    Wait now = waiting;
    return now != null && now.untilNanos - nanos < 0 ? now.untilNanos : nanos;
  }

  private void over(Wait wait) {
    if (waiting == wait) {
      waiting = null;
    }
  }

  /** A pause has no limit: its end is no failure. */
  private record Wait(
      Promise<?> promise, long untilNanos, @Nullable Limit limit, boolean patient) {}

  /** What a step of an interrupted attempt fails with. */
  static final class CutShort extends Exception {
    static final CutShort NOW = new CutShort();

    private CutShort() {
      super("interrupted", null, false, false);
    }
  }
}
