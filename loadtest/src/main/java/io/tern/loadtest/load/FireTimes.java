package io.tern.loadtest.load;

import java.util.SplittableRandom;

/** The times at which submissions are due: nanoseconds after the start, never decreasing. */
interface FireTimes {
  long nextNanos();

  /** Evenly spaced, the first at once. */
  static FireTimes constant(double perSecond) {
    return new Constant(1e9 / positive(perSecond));
  }

  /** A Poisson process: gaps are exponential, {@code -ln(1 - u) / rate}. */
  static FireTimes poisson(double perSecond, long seed) {
    return new Poisson(1e9 / positive(perSecond), new SplittableRandom(seed));
  }

  private static double positive(double perSecond) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("rate: " + perSecond + " (expected: > 0 per second)");
    }
    return perSecond;
  }

  /** The n-th time is computed from n, so that no error adds up. */
  final class Constant implements FireTimes {
    private final double gapNanos;
    private long fired;

    private Constant(double gapNanos) {
      this.gapNanos = gapNanos;
    }

    @Override
    public long nextNanos() {
      return (long) (fired++ * gapNanos);
    }
  }

  /** Gaps without memory. */
  final class Poisson implements FireTimes {
    private final double meanGapNanos;
    private final SplittableRandom random;
    private double nanos;

    private Poisson(double meanGapNanos, SplittableRandom random) {
      this.meanGapNanos = meanGapNanos;
      this.random = random;
    }

    @Override
    public long nextNanos() {
      nanos -= Math.log1p(-random.nextDouble()) * meanGapNanos;
      return (long) nanos;
    }
  }
}
