package io.tern.loadtest.scheduling.baseline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What FTS3's database knows of one link: what is active, and what ended in the last 30 min. */
final class LinkHistory {
  private static final long HALF_HOUR_MS = 1_800_000;

  private final List<Active> active = new ArrayList<>();
  private final ArrayDeque<Ended> ended = new ArrayDeque<>();
  private int done;
  private long doneMs;

  /** A copy under way. */
  static final class Active {
    private final long startMs;
    private final long size;
    private long bytes;
    private int at;

    private Active(long startMs, long size, int at) {
      this.at = at;
      this.startMs = startMs;
      this.size = size;
    }
  }

  private record Ended(long startMs, long endMs, long size, boolean isDone) {
    long doneMs() {
      return isDone ? endMs - startMs : 0;
    }
  }

  int active() {
    return active.size();
  }

  Active started(long size, long nowMs) {
    Active one = new Active(nowMs, size, active.size());
    active.add(one);
    return one;
  }

  static void moved(Active one, long bytes) {
    one.bytes = bytes;
  }

  /**
   * @param counts whether the optimizer sees this end
   */
  void ended(Active one, boolean isDone, boolean counts, long nowMs) {
    Active last = active.removeLast();
    if (last != one) {
      active.set(one.at, last);
      last.at = one.at;
    }
    if (counts) {
      count(new Ended(one.startMs, nowMs, one.size, isDone));
    }
  }

  private void count(Ended one) {
    ended.addLast(one);
    done += one.isDone() ? 1 : 0;
    doneMs += one.doneMs();
  }

  private void forget(long beforeMs) {
    while (!ended.isEmpty() && ended.getFirst().endMs() < beforeMs) {
      Ended one = ended.removeFirst();
      done -= one.isDone() ? 1 : 0;
      doneMs -= one.doneMs();
    }
  }

  Optimizer.Sight sight(int queue, long nowMs) {
    forget(nowMs - HALF_HOUR_MS);
    return new Sum(nowMs - windowMs(), nowMs).sight(queue);
  }

  /** Shorter copies are looked at over a shorter time. */
  private long windowMs() {
    double meanS = done == 0 ? 0 : doneMs / 1000.0 / done;
    if (meanS > 0 && meanS < 30) {
      return 300_000;
    }
    return meanS > 30 && meanS < 900 ? 900_000 : HALF_HOUR_MS;
  }

  /** The sums over a window, in whole bytes a second as the database computes them. */
  private final class Sum {
    private final long fromMs;
    private final long nowMs;
    private double bytes;
    private double sizes;
    private int files;
    private int succeeded;
    private int failed;

    Sum(long fromMs, long nowMs) {
      this.fromMs = fromMs;
      this.nowMs = nowMs;
      active.forEach(this::add);
      Iterator<Ended> newestFirst = ended.descendingIterator();
      while (newestFirst.hasNext() && add(newestFirst.next())) {
        // goes on as long as the window does
      }
    }

    private void add(Active one) {
      double seconds = (nowMs - one.startMs) / 1000.0;
      double rate = seconds > 0 ? Math.floor(one.bytes / seconds) : 0;
      bytes += rate * (nowMs - Math.max(one.startMs, fromMs)) / 1000.0;
      count(one.size);
    }

    /** Whether it lies in the window. */
    private boolean add(Ended one) {
      if (one.endMs() < fromMs) {
        return false;
      }
      if (one.isDone()) {
        addDone(one);
      } else {
        failed++;
      }
      return true;
    }

    private void addDone(Ended one) {
      succeeded++;
      double seconds = (one.endMs() - one.startMs()) / 1000.0;
      double rate = Math.floor(one.size() / Math.max(1, seconds));
      bytes += rate * (one.endMs() - Math.max(one.startMs(), fromMs)) / 1000.0;
      count(one.size());
    }

    private void count(long size) {
      if (size > 0) {
        sizes += size;
        files++;
      }
    }

    Optimizer.Sight sight(int queue) {
      int all = succeeded + failed;
      int success = all == 0 ? 100 : (int) Math.ceil(100.0 * succeeded / all);
      double mean = files == 0 ? 0 : sizes / files;
      double throughput = bytes / ((nowMs - fromMs) / 1000.0);
      return new Optimizer.Sight(nowMs, throughput, mean, success, 0, queue);
    }
  }
}
