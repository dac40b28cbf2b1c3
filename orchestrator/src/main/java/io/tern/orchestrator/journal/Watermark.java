package io.tern.orchestrator.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * How far this node's view has come: the offset of the next command whose effects it does not show
 * yet. Any thread.
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

    /** Completes once the view shows all commands below the offset; never fails. */
    public Future<Void> reached() {
      return reached.future();
    }
  }

  private final TreeSet<Wait> waits =
      new TreeSet<>(
          Comparator.<Wait>comparingLong(wait -> wait.offset)
              .thenComparingLong(wait -> wait.number));
  private long numbers;
  private volatile long commands = -1;

  public long commands() {
    return commands;
  }

  /** The view shows all commands below {@code next}. */
  public void advance(long next) {
    List<Wait> over = new ArrayList<>();
    synchronized (waits) {
      commands = Math.max(commands, next);
      while (!waits.isEmpty() && waits.first().offset <= commands) {
        over.add(waits.removeFirst());
      }
    }
    over.forEach(wait -> wait.reached.tryComplete());
  }

  /** Begins a wait; who gives it up says so by {@link #forget}, or it is kept until it is over. */
  public Wait reaches(long offset) {
    synchronized (waits) {
      Wait wait = new Wait(offset, numbers++);
      if (commands < offset) {
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
