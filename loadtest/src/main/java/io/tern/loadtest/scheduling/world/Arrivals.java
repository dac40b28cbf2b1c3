package io.tern.loadtest.scheduling.world;

import io.tern.loadtest.scheduling.plant.Chance;
import io.tern.loadtest.scheduling.trace.Community;
import io.tern.loadtest.scheduling.trace.Demand;
import io.tern.loadtest.scheduling.trace.Trace;
import java.util.SplittableRandom;

/**
 * Which files come when. The n-th file of a share on a link is the same in every run of a seed,
 * whenever a policy makes room for it.
 */
final class Arrivals {
  private static final long WHAT = 0x46696c65L;
  private static final long GAP = 0x476170L;

  private final Trace trace;
  private final long seed;
  private final int shares;
  private final double[] filesPerMs;
  private final int[] count;

  /**
   * @param bytesPerMs that each share may have of each link by the bound, for a steady demand
   */
  Arrivals(Trace trace, long seed, int links, double[][] bytesPerMs) {
    this.trace = trace;
    this.seed = seed;
    shares = trace.communities().size();
    count = new int[links * shares];
    filesPerMs = new double[links * shares];
    if (trace.demand() instanceof Demand.Steady(double part)) {
      for (int share = 0; share < shares; share++) {
        double mean = trace.communities().get(share).sizes().mean();
        for (int link = 0; link < links; link++) {
          filesPerMs[link * shares + share] = part * bytesPerMs[link][share] / mean;
        }
      }
    }
  }

  int streams() {
    return count.length;
  }

  int link(int stream) {
    return stream / shares;
  }

  int share(int stream) {
    return stream % shares;
  }

  int stream(int link, int share) {
    return link * shares + share;
  }

  /** How many wait from the beginning. */
  int initially() {
    return trace.demand() instanceof Demand.Saturating(int depth) ? Math.max(1, depth / shares) : 0;
  }

  /** Whether for each that starts another comes. */
  boolean refills() {
    return trace.demand() instanceof Demand.Saturating;
  }

  /** Milliseconds until the next of a stream comes by itself; infinite if none does. */
  double gapMs(int stream) {
    double rate = filesPerMs[stream];
    double chance = Chance.unit(seed, GAP + stream, count[stream]);
    return rate > 0 ? -Math.log(1 - chance) / rate : Double.POSITIVE_INFINITY;
  }

  int priority(int stream) {
    return community(stream).priority();
  }

  /** The size of the next file of a stream. */
  long nextBytes(int stream) {
    SplittableRandom source = Chance.source(seed, WHAT + stream, count[stream]++);
    return community(stream).sizes().draw(source);
  }

  /** A number for the file drawn last of a stream, unlike any other's of the run. */
  long id(int stream) {
    return (long) count[stream] * count.length + stream;
  }

  private Community community(int stream) {
    return trace.communities().get(share(stream));
  }
}
