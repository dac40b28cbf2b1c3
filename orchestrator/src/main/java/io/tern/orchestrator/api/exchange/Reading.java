package io.tern.orchestrator.api.exchange;

import io.tern.orchestrator.api.CommandLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Work that reads the local disk, on virtual threads: a reader that waits for a slow client costs
 * no thread of a pool. At most {@code limit} at once; over that the caller may come back.
 */
public final class Reading {
  private final Vertx vertx;
  private final Semaphore room;

  public Reading(Vertx vertx, int limit) {
    this.vertx = vertx;
    this.room = new Semaphore(limit);
  }

  /** Runs {@code work}; the future completes on the caller's context. */
  public <T> Future<T> read(Callable<T> work) {
    if (!room.tryAcquire()) {
      return Future.failedFuture(new CommandLog.Unavailable("too many reads at once", 1));
    }
    Context context = vertx.getOrCreateContext();
    Promise<T> result = Promise.promise();
    Thread.ofVirtual().name("read").start(() -> run(work, context, result));
    return result.future();
  }

  private <T> void run(Callable<T> work, Context context, Promise<T> result) {
    try {
      T value = work.call();
      context.runOnContext(v -> result.complete(value));
    } catch (Exception | Error e) {
      context.runOnContext(v -> result.fail(e));
    } finally {
      room.release();
    }
  }
}
