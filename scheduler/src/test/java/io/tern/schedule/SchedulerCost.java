package io.tern.schedule;

import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.Plant.Transfer;
import java.util.Random;

/**
 * Prints what the scheduler costs: nanoseconds for each of enqueue, and next with release, and
 * bytes for each waiting transfer. Run it by hand on a quiet machine with {@code -Xmx1g}; nothing
 * is asserted.
 */
final class SchedulerCost {
  private static final int ROUNDS = 400_000;
  private static final int SHARES = 3;

  private final Scheduler scheduler =
      new Scheduler(Ceilings.defaults().with(in(), 50).with(out(), 50));
  private final Random random = new Random(1);
  private final int[] links;
  private final int waiting;
  private final Transfer[] transfers;
  private final int[] running = new int[20_000];
  private int started;

  private SchedulerCost(int storages, int links, int waiting) {
    this.links = new int[links];
    this.waiting = waiting;
    this.transfers = new Transfer[waiting + running.length];
    scheduler.poolCeiling(running.length);
    for (int i = 0; i < links; i++) {
      this.links[i] =
          scheduler.link(Plant.storage("s" + i / storages), Plant.storage("d" + i % storages));
    }
    for (int i = 0; i < SHARES; i++) {
      scheduler.share(new Share("atlas", "activity" + i));
    }
    for (int i = 0; i < transfers.length; i++) {
      transfers[i] =
          new Transfer(
              this.links[random.nextInt(links)],
              random.nextInt(SHARES),
              1 + random.nextInt(5),
              random.nextLong(4_000_000_000L));
    }
  }

  private static Limit in() {
    return new Limit.AtStorage(new StorageName("*"), Direction.INBOUND);
  }

  private static Limit out() {
    return new Limit.AtStorage(new StorageName("*"), Direction.OUTBOUND);
  }

  public static void main(String[] args) {
    for (int warmUp = 0; warmUp < 3; warmUp++) {
      new SchedulerCost(100, 10_000, 200_000).measure();
      new SchedulerCost(1, 1, 200_000).measure();
    }
    System.out.println("storages  links    waiting  enqueue ns  next+release ns  bytes each");
    for (int waiting : new int[] {10_000, 100_000, 1_000_000}) {
      report(1, 1, waiting);
      report(10, 100, waiting);
      report(100, 10_000, waiting);
    }
  }

  private static void report(int storages, int links, int waiting) {
    System.out.printf("%8d %6d %10d", storages, links, waiting);
    System.out.println(new SchedulerCost(storages, links, waiting).measure());
  }

  private String measure() {
    long before = usedBytes();
    long began = System.nanoTime();
    for (int slot = 0; slot < waiting; slot++) {
      enqueue(slot);
    }
    long enqueued = System.nanoTime();
    long bytes = usedBytes() - before;
    startAll();
    long filled = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      endOne();
      startAll();
    }
    long ended = System.nanoTime();
    return "%12d %16d %11.1f"
        .formatted(
            (enqueued - began) / waiting, (ended - filled) / ROUNDS, (double) bytes / waiting);
  }

  /** Ends one at random and lets it wait again, so that what waits stays the same. */
  private void endOne() {
    int at = random.nextInt(started);
    int slot = running[at];
    running[at] = running[--started];
    scheduler.release(transfers[slot].link(), transfers[slot].share());
    enqueue(slot);
  }

  private void enqueue(int slot) {
    Transfer transfer = transfers[slot];
    scheduler.enqueue(
        slot,
        transfer.link(),
        transfer.share(),
        Urgency.of(transfer.priority()),
        transfer.bytes(),
        Place.LAST);
  }

  private void startAll() {
    for (int slot = scheduler.next(); slot >= 0; slot = scheduler.next()) {
      running[started++] = slot;
    }
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
