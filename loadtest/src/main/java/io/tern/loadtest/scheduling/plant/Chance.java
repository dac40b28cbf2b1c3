package io.tern.loadtest.scheduling.plant;

import java.util.SplittableRandom;

/** Chance that depends on a seed and a key alone, not on what was drawn before. */
public final class Chance {
  private static final double UNIT = 0x1.0p-53;

  private Chance() {}

  /** A source for the draws of one thing. */
  public static SplittableRandom source(long seed, long what, long which) {
    return new SplittableRandom(hash(seed, what, which));
  }

  /** A number in [0, 1). */
  public static double unit(long seed, long what, long which) {
    return (hash(seed, what, which) >>> 11) * UNIT;
  }

  /** Log-normal with the median given. */
  public static double logNormal(SplittableRandom source, double median, double sigma) {
    return median * Math.exp(sigma * source.nextGaussian());
  }

  private static long hash(long seed, long what, long which) {
    return mixed(mixed(mixed(seed) + what) + which);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
