package io.tern.pilot;

import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.schedule.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Copies whose rates a test sets, told of by markers; and those that the pilot says stall. */
final class Crawl {
  static final long ENDLESS = 1_000_000_000_000_000L;
  private static final int MARKERS_EVERY_S = 5;

  final List<Stall> stalls = new ArrayList<>();
  final Scheduler scheduler = new Scheduler(Ceilings.defaults());
  final Pilot pilot = new Pilot(scheduler);
  private final List<Copy> copies = new ArrayList<>();
  private final Random random;
  long second;

  /** A copy under way. */
  static final class Copy {
    final int slot;
    final int everyS;

    /** Bytes a second, give or take a tenth. */
    double rate;

    double bytes;

    private Copy(int slot, int everyS, double rate) {
      this.slot = slot;
      this.everyS = everyS;
      this.rate = rate;
    }
  }

  Crawl(long seed) {
    random = new Random(seed);
  }

  Copy copy(String from, String to, double rate) {
    return copy(from, to, rate, ENDLESS, MARKERS_EVERY_S);
  }

  Copy copy(String from, String to, double rate, long size, int everyS) {
    Copy copy = new Copy(copies.size(), everyS, rate);
    copies.add(copy);
    int link = scheduler.link(name(from), name(to));
    pilot.started(copy.slot, link, 0, size, 1000 * second);
    return copy;
  }

  private static StorageName name(String host) {
    return new StorageName("https://" + host);
  }

  void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      second++;
      copies.forEach(this::flow);
      pilot.tick(1000 * second);
      for (Stall stall = next(); stall != null; stall = next()) {
        stalls.add(stall);
      }
    }
  }

  private @Nullable Stall next() {
    return pilot.nextStall(1000 * second);
  }

  private void flow(Copy copy) {
    copy.bytes += copy.rate * (0.9 + 0.2 * random.nextDouble());
    if (second % copy.everyS == copy.slot % copy.everyS) {
      pilot.moved(copy.slot, (long) copy.bytes, 1000 * second);
    }
  }

  void end(int slot) {
    pilot.left(slot, 1000 * second);
  }
}
