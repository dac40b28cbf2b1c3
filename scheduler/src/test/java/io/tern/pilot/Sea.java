package io.tern.pilot;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Link;
import io.tern.job.Phase;
import io.tern.job.Share;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.schedule.Place;
import io.tern.schedule.Scheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Storages with capacities and knees, links with a speed a copy, files that never run out, and a
 * pilot that sees markers and ends alone. One second a step; all from a seed.
 */
final class Sea {
  static final double GBPS = 125_000_000;
  private static final int BACKLOG = 50;
  private static final double MEMORY = 0.9;

  final Scheduler scheduler;
  final Pilot pilot;
  final Random random;
  private final Map<String, Double> capacity = new HashMap<>();
  final Map<String, Double> ambient = new HashMap<>();

  /** A storage that fails all that is sent to it; "" for none. */
  String hole = "";

  /** Attempts that were begun towards it. */
  int doomed;

  private final Map<String, Integer> pipes = new LinkedHashMap<>();
  private final Map<Integer, Double> speeds = new LinkedHashMap<>();
  private final Map<Integer, Double> medians = new HashMap<>();
  private final List<Copy> copies = new ArrayList<>();
  private final List<Copy> files = new ArrayList<>();
  private final ArrayDeque<Integer> freeSlots = new ArrayDeque<>();
  private long second;
  private double carried;

  /** How far the rate of one copy swings about its mean, as a part of it. */
  double unevenness;

  /** A file, waiting or under way. */
  private static final class Copy {
    int slot;
    int link;
    int share;
    double size;
    double done;
    double setUp;
    long startMs;

    /** The logarithm of how much faster than its mean it is now. */
    double swing;
  }

  Sea(Ceilings ceilings, long seed) {
    scheduler = new Scheduler(ceilings);
    scheduler.poolCeiling(Integer.MAX_VALUE);
    pilot = new Pilot(scheduler);
    random = new Random(seed);
  }

  /** A storage, new or from now on with another capacity. */
  void storage(String name, double gbps) {
    capacity.put(name, gbps * GBPS);
    pipes.putIfAbsent("in " + name, pipes.size());
    pipes.putIfAbsent("out " + name, pipes.size());
  }

  /** A link with work without end for each share. */
  int link(String from, String to, double gbps, double medianBytes, String... activities) {
    int link = scheduler.link(name(from), name(to));
    speeds.put(link, gbps * GBPS);
    medians.put(link, medianBytes);
    for (String activity : activities) {
      int share = scheduler.share(new Share("atlas", activity));
      for (int i = 0; i < BACKLOG; i++) {
        enqueue(link, share);
      }
    }
    return link;
  }

  static StorageName name(String host) {
    return new StorageName("https://" + host);
  }

  private void enqueue(int link, int share) {
    Copy copy = new Copy();
    copy.slot = freeSlots.isEmpty() ? files.size() : freeSlots.pop();
    copy.link = link;
    copy.share = share;
    copy.size =
        Math.min(20e9, medians.getOrDefault(link, 1e9) * Math.exp(0.6 * random.nextGaussian()));
    if (copy.slot == files.size()) {
      files.add(copy);
    } else {
      files.set(copy.slot, copy);
    }
    scheduler.enqueue(copy.slot, link, share, Urgency.of(3), (long) copy.size, Place.LAST);
  }

  long nowMs() {
    return second * 1000;
  }

  void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      step();
    }
  }

  private void step() {
    second++;
    pilot.tick(nowMs());
    for (int slot = scheduler.next(); slot >= 0; slot = scheduler.next()) {
      start(files.get(slot));
    }
    flow();
    for (Copy copy : List.copyOf(copies)) {
      tell(copy);
    }
  }

  private void start(Copy copy) {
    copy.startMs = nowMs();
    copy.setUp = 3 + 7 * random.nextDouble();
    copies.add(copy);
    doomed += isDoomed(copy) ? 1 : 0;
    pilot.started(copy.slot, copy.link, copy.share, (long) copy.size, nowMs());
    enqueue(copy.link, copy.share);
  }

  private void flow() {
    List<Integer> links = new ArrayList<>(speeds.keySet());
    int[] count = new int[links.size()];
    double[] cap = new double[count.length];
    int[] from = new int[count.length];
    int[] to = new int[count.length];
    Map<Integer, Integer> groups = new HashMap<>();
    for (int g = 0; g < count.length; g++) {
      Link link = scheduler.link(links.get(g));
      groups.put(links.get(g), g);
      cap[g] = speeds.getOrDefault(links.get(g), 0.0);
      from[g] = pipe("out ", link.source());
      to[g] = pipe("in ", link.destination());
    }
    copies.stream().filter(copy -> copy.setUp <= 0).forEach(c -> count[index(groups, c)]++);
    double[] rates = Water.level(count, cap, from, to, capacities());
    for (Copy copy : copies) {
      double bytes = copy.setUp <= 0 ? rates[index(groups, copy)] * swing(copy) : 0;
      carried += bytes;
      copy.done += bytes;
      copy.setUp--;
    }
  }

  /** A rate that swings, with a memory of some ten seconds. */
  private double swing(Copy copy) {
    double news = unevenness * Math.sqrt(1 - MEMORY * MEMORY);
    copy.swing = MEMORY * copy.swing + news * random.nextGaussian();
    return Math.exp(copy.swing - unevenness * unevenness / 2);
  }

  private static int index(Map<Integer, Integer> groups, Copy copy) {
    return groups.getOrDefault(copy.link, -1);
  }

  private int pipe(String direction, StorageName storage) {
    return pipes.getOrDefault(direction + host(storage), -1);
  }

  private static String host(StorageName storage) {
    return storage.value().substring("https://".length());
  }

  private double[] capacities() {
    double[] all = new double[pipes.size()];
    pipes.forEach((name, pipe) ->
        all[pipe] = capacity.getOrDefault(name.substring(name.indexOf(' ') + 1), 0.0));
    return all;
  }

  private void tell(Copy copy) {
    long age = (nowMs() - copy.startMs) / 1000;
    if (isDoomed(copy) && copy.setUp <= 0) {
      fail(copy);
    } else if (copy.done >= copy.size) {
      end(copy);
    } else if (age > 0 && age % 5 == 0) {
      pilot.moved(copy.slot, (long) copy.done, nowMs());
    }
  }

  /** Attempts into a storage that fails them all after some seconds. */
  private boolean isDoomed(Copy copy) {
    return hole.equals(host(scheduler.link(copy.link).destination()));
  }

  private void fail(Copy copy) {
    pilot.failed(copy.slot, REFUSED, 0, nowMs());
    remove(copy);
  }

  private void end(Copy copy) {
    Link link = scheduler.link(copy.link);
    double chance = ambient.getOrDefault(host(link.destination()), 0.0);
    if (random.nextDouble() < chance) {
      pilot.failed(copy.slot, BROKEN, (long) copy.size, nowMs());
    } else {
      pilot.done(copy.slot, (long) copy.size, nowMs());
    }
    remove(copy);
  }

  private void remove(Copy copy) {
    copies.remove(copy);
    scheduler.release(copy.link, copy.share);
    freeSlots.push(copy.slot);
  }

  private static final Failure REFUSED =
      new Failure(
          FailureClass.CONNECTION,
          Side.DESTINATION,
          Phase.TRANSFER_PREPARATION,
          true,
          "connection refused");

  private static final Failure BROKEN =
      new Failure(FailureClass.INTERRUPTED, Side.TRANSFER, Phase.TRANSFER, true, "broken off");

  int used(String storage, Direction direction) {
    return scheduler.atStorage(name(storage), direction).used();
  }

  int window(String storage, Direction direction) {
    return scheduler.atStorage(name(storage), direction).ceiling();
  }

  /** Gb/s that flow in so many seconds from now on. */
  double carried(int seconds) {
    double before = carried;
    run(seconds);
    return (carried - before) / seconds / GBPS;
  }
}
