package io.tern.orchestrator.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How far this node's view has come: the offset of the next command whose effects it does not show
 * yet. Any thread.
 */
public final class Watermark {
  private record Waiter(long offset, Promise<Void> promise) {}

  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>((a, b) -> Long.compare(a.offset, b.offset));
  private volatile long commands = -1;

  public long commands() {
    return commands;
  }

  /** The view shows all commands below {@code next}. */
  public void advance(long next) {
    List<Waiter> reached = new ArrayList<>();
    synchronized (waiters) {
      commands = Math.max(commands, next);
      while (!waiters.isEmpty() && waiters.peek().offset <= commands) {
        reached.add(waiters.remove());
      }
    }
    reached.forEach(waiter -> waiter.promise.tryComplete());
  }

  /** Completes once the view shows all commands below {@code offset}; never fails. */
  public Future<Void> reaches(long offset) {
    Promise<Void> promise = Promise.promise();
    synchronized (waiters) {
      if (commands < offset) {
        waiters.add(new Waiter(offset, promise));
        return promise.future();
      }
    }
    return Future.succeededFuture();
  }
}
