package io.tern.loadtest.scheduling.measure;

import io.tern.loadtest.scheduling.bound.Bound;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run was worth.
 *
 * @param goodputB1 verified bytes over the physical bound, from {@value #START_UP_MS} ms on
 * @param goodputB2 over the share-fair bound
 * @param goodputB3 over the link-fair bound
 * @param startUpS seconds until 95 % of B2 was first held for 60 s; -1 if never
 * @param t95S the longest time to 95 % of the new B2, held for 60 s, after an incident's begin or
 *     end; -1 if one was never reached, 0 without incidents
 * @param jain60 mean weighted Jain index over shares that had work waiting all the window, of 60 s
 * @param jain600 the same in windows of 10 min
 * @param starvationS the longest time in which a share with work started nothing
 * @param inversionS how long an urgent transfer waited while others of its share got places at its
 *     destination, at the 95th percentile
 * @param delivered verified bytes over all bytes asked for
 * @param doomed attempts at storages that did not serve
 * @param waste bytes moved for nothing over all bytes moved
 * @param overKnee place-seconds above knees over all place-seconds
 * @param deadlineHit of the bytes that their share could copy in time by the share-fair bound, the
 *     part that was there in time; 1 without deadlines
 */
public record Score(
    double goodputB1,
    double goodputB2,
    double goodputB3,
    double startUpS,
    double t95S,
    double jain60,
    double jain600,
    double starvationS,
    double inversionS,
    double delivered,
    long doomed,
    double waste,
    double overKnee,
    long noSpace,
    double deadlineHit,
    long files,
    long failures,
    double gbps) {

  /** What belongs to the start and is not counted as goodput. */
  public static final long START_UP_MS = 300_000;

  /** At the end of a run copies are under way whose bytes do not count yet. */
  static final long TAIL_MS = 180_000;

  private static final double REACHED = 0.95;
  private static final long HELD_MS = 60_000;

  public static Score of(
      Meter meter, Bound bound, double[] weights, List<Long> changesMs, long lengthMs) {
    long from = Math.min(START_UP_MS, lengthMs / 4 / Meter.BIN_MS * Meter.BIN_MS);
    long to = Math.max(from + Meter.BIN_MS, lengthMs - TAIL_MS);
    meter.standing.end(lengthMs);
    double bytes = meter.bytes(from, to);
    return new Score(
        bytes / bound.bytes(Bound.Kind.B1, from, to),
        bytes / bound.bytes(Bound.Kind.B2, from, to),
        bytes / bound.bytes(Bound.Kind.B3, from, to),
        reached(meter, bound, 0, to),
        slowest(meter, bound, changesMs, to),
        jain(meter, weights, from, to, 60_000),
        jain(meter, weights, from, to, 600_000),
        meter.standing.longestMs() / 1000.0,
        meter.urgency.p95S(lengthMs),
        part(meter.doneBytes, meter.askedBytes),
        meter.doomed,
        part(meter.wastedBytes, meter.wastedBytes + meter.doneBytes),
        part(meter.overKneeMs, meter.placeMs),
        meter.noSpace,
        meter.promises.kept(),
        meter.dones,
        meter.failures,
        bytes * 8 / (to - from) / 1e6);
  }

  private static double part(double some, double all) {
    return all == 0 ? 0 : some / all;
  }

  private static double slowest(Meter meter, Bound bound, List<Long> changesMs, long to) {
    double slowest = 0;
    for (int i = 0; i < changesMs.size(); i++) {
      long end = i + 1 < changesMs.size() ? changesMs.get(i + 1) : to;
      double one = reached(meter, bound, changesMs.get(i), end);
      slowest = one < 0 || slowest < 0 ? -1 : Math.max(slowest, one);
    }
    return slowest;
  }

  /** Seconds until 95 % of the bound is held; -1 if it is not before {@code to}. */
  private static double reached(Meter meter, Bound bound, long from, long to) {
    for (long at = from / Meter.BIN_MS * Meter.BIN_MS; at + HELD_MS <= to; at += Meter.BIN_MS) {
      double most = bound.bytes(Bound.Kind.B2, at, at + HELD_MS);
      if (meter.bytes(at, at + HELD_MS) >= REACHED * most) {
        return Math.max(0, at - from) / 1000.0;
      }
    }
    return -1;
  }

  private static double jain(Meter meter, double[] weights, long from, long to, long windowMs) {
    double sum = 0;
    int windows = 0;
    for (long at = from; at + windowMs <= to; at += windowMs) {
      double[] normalised = normalised(meter, weights, at, at + windowMs);
      if (normalised.length > 1) {
        sum += Jain.index(normalised);
        windows++;
      }
    }
    return windows == 0 ? 1 : sum / windows;
  }

  private static double[] normalised(Meter meter, double[] weights, long from, long to) {
    return IntStream.range(0, weights.length)
        .filter(share -> meter.standing.isBacklogged(share, from, to))
        .mapToDouble(share -> meter.bytes(share, from, to) / weights[share])
        .toArray();
  }
}
