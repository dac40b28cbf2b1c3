package io.tern.orchestrator.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * How far this node's view has come in a log: the offset of the next record whose effects it does
 * not show yet. Any thread.
 */
public final class Watermark {
  /** Somebody who waits for the view to come to an offset. */
  public static final class Wait {
    private final long offset;
    private final long number;
    private final Promise<Void> reached = Promise.promise();

    private Wait(long offset, long number) {
      this.offset = offset;
      this.number = number;
    }

    /** Completes once the view shows all records below the offset; never fails. */
    public Future<Void> reached() {
      return reached.future();
    }
  }

  private final TreeSet<Wait> waits =
      new TreeSet<>(
          Comparator.<Wait>comparingLong(wait -> wait.offset)
              .thenComparingLong(wait -> wait.number));
  private long numbers;
  private volatile long next = -1;

  /** -1 while nothing is shown. */
  public long next() {
    return next;
  }

  /** The view shows all records below {@code offset}. */
  public void advance(long offset) {
    List<Wait> over = new ArrayList<>();
    synchronized (waits) {
      next = Math.max(next, offset);
      while (!waits.isEmpty() && waits.first().offset <= next) {
        over.add(waits.removeFirst());
      }
    }
    over.forEach(wait -> wait.reached.tryComplete());
  }

  /** Begins a wait; who gives it up says so by {@link #forget}, or it is kept until it is over. */
  public Wait reaches(long offset) {
    synchronized (waits) {
      Wait wait = new Wait(offset, numbers++);
      if (next < offset) {
        waits.add(wait);
      } else {
        wait.reached.complete();
      }
      return wait;
    }
  }

  public void forget(Wait wait) {
    synchronized (waits) {
      waits.remove(wait);
    }
  }

  /** How many wait. */
  int waiting() {
    synchronized (waits) {
      return waits.size();
    }
  }
}
