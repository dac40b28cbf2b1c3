package io.tern.schedule;

import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.share.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A scheduler with what runs on it: gives slots, remembers starts, ends them at random. */
final class Plant {
  /** A transfer as it was enqueued. */
  record Transfer(int link, int share, int priority, long bytes) {}

  final Scheduler scheduler;
  final Random random;
  final List<Transfer> transfers = new ArrayList<>();
  final List<Transfer> running = new ArrayList<>();

  Plant(Ceilings ceilings, long seed) {
    scheduler = new Scheduler(ceilings);
    scheduler.poolCeiling(Integer.MAX_VALUE);
    random = new Random(seed);
  }

  static StorageName storage(String host) {
    return new StorageName("https://" + host);
  }

  int link(String source, String destination) {
    return scheduler.link(storage(source), storage(destination));
  }

  int share(String activity) {
    return scheduler.share(new Share("atlas", activity));
  }

  void weigh(String one, double first, String other, double second, String third, double last) {
    scheduler.weights(
        Weights.of(
            Map.of(
                new Share("atlas", one), first,
                new Share("atlas", other), second,
                new Share("atlas", third), last)));
  }

  int enqueue(int link, int share, int priority, long bytes) {
    return enqueue(link, share, Urgency.of(priority), bytes);
  }

  int enqueue(int link, int share, Urgency urgency, long bytes) {
    transfers.add(new Transfer(link, share, urgency.priority(), bytes));
    int slot = transfers.size() - 1;
    scheduler.enqueue(slot, link, share, urgency, bytes, Place.LAST);
    return slot;
  }

  void enqueue(int count, int link, int share, int priority, long bytes) {
    for (int i = 0; i < count; i++) {
      enqueue(link, share, priority, bytes);
    }
  }

  /** Starts all that may start, in the order of the scheduler. */
  List<Transfer> startAll() {
    List<Transfer> started = new ArrayList<>();
    for (int slot = scheduler.next(); slot >= 0; slot = scheduler.next()) {
      started.add(transfers.get(slot));
    }
    running.addAll(started);
    return started;
  }

  /** Ends so many of what runs, drawn at random. */
  void endSome(int count) {
    for (int i = 0; i < count && !running.isEmpty(); i++) {
      int at = random.nextInt(running.size());
      Transfer ended = running.set(at, running.getLast());
      running.removeLast();
      scheduler.release(ended.link(), ended.share());
    }
  }

  /** So many starts in rounds of {@code batch} ends. */
  List<Transfer> run(int starts, int batch) {
    List<Transfer> all = new ArrayList<>(startAll());
    while (all.size() < starts) {
      if (running.isEmpty()) {
        throw new AssertionError("nothing runs and nothing starts after " + all.size());
      }
      endSome(batch);
      all.addAll(startAll());
    }
    return all;
  }

  boolean isFrom(String source, Transfer transfer) {
    return scheduler.link(transfer.link()).source().equals(storage(source));
  }

  boolean isInto(String destination, Transfer transfer) {
    return scheduler.link(transfer.link()).destination().equals(storage(destination));
  }

  static double fraction(List<Transfer> started, int share) {
    return (double) started.stream().filter(t -> t.share() == share).count() / started.size();
  }

  static double bytesFraction(List<Transfer> started, int share) {
    double all = started.stream().mapToDouble(Transfer::bytes).sum();
    return started.stream().filter(t -> t.share() == share).mapToDouble(Transfer::bytes).sum()
        / all;
  }
}
