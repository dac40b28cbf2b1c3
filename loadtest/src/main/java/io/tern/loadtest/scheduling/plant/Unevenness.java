package io.tern.loadtest.scheduling.plant;

import java.util.SplittableRandom;

/**
 * How one copy runs ahead of its mean rate and falls behind it: the part of its bytes that it has
 * moved, as a curve over the part that it would have moved evenly. The curve begins at 0, ends at 1
 * and never falls; its slope is 1 and some harmonics, so that what comes in a marker tells of the
 * next too. What all copies of a link move together stays what it is.
 */
public final class Unevenness {
  private static final long WHAT = 0x556e65L;
  private static final int[] WAVES = {1, 2, 3, 5, 8};

  /** All slopes together, so that the curve never falls. */
  private static final double MOST_SLOPE = 0.95;

  private final double[] slopes = new double[WAVES.length];
  private final double[] phases = new double[WAVES.length];
  private final double[] begins = new double[WAVES.length];
  private final double most;

  /**
   * @param deviation of the rate from its mean, as a part of it
   * @param which attempt it is
   */
  public Unevenness(double deviation, long seed, long which) {
    SplittableRandom source = Chance.source(seed, WHAT, which);
    double all = 0;
    for (int i = 0; i < WAVES.length; i++) {
      slopes[i] = deviation * Math.sqrt(2.0 / WAVES.length) * source.nextGaussian();
      phases[i] = 2 * Math.PI * source.nextDouble();
      begins[i] = Math.sin(phases[i]);
      all += Math.abs(slopes[i]);
    }
    most = Math.min(1, MOST_SLOPE / Math.max(all, MOST_SLOPE));
  }

  /**
   * @param even 0..1, moved at a steady rate
   */
  public double moved(double even) {
    double moved = even;
    for (int i = 0; i < WAVES.length; i++) {
      double turn = 2 * Math.PI * WAVES[i];
      double wave = Math.sin(turn * even + phases[i]) - begins[i];
      moved += most * slopes[i] / turn * wave;
    }
    return moved;
  }
}
