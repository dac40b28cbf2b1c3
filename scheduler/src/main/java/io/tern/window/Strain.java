package io.tern.window;

/**
 * How many more of the attempts at a storage fail than failed there before, as a part of one. It is
 * learnt by least mean squares (Widrow, Hoff 1960): the failures of a link are those that are around
 * everywhere and those of its two ends, and each end is told by what its other links do. Failures
 * that a storage always has are no strain.
 */
public final class Strain {
  /** Attempts that are remembered at least. */
  private static final int LEAST_MEMORY = 200;

  /** How long failures must last to count as usual. */
  private static final double USUAL_MS = 900_000;

  private static final double TOLERATED = 0.01;
  private static final double CERTAINTY = 1.5;

  private double failing;
  private double usual;
  private long judgedMs;

  /**
   * @param error 1 or 0 for a failure or none, less what was expected
   * @param underway attempts at the storage: the more, the longer is remembered
   */
  public void learn(double error, int underway) {
    failing = Math.max(0, failing + error / memory(underway));
  }

  private static double memory(int underway) {
    return LEAST_MEMORY + 2.0 * underway;
  }

  /** The part of attempts that fail for this storage's sake. */
  public double failing() {
    return failing;
  }

  /** Takes what lasts for usual, by and by. */
  public void judged(long nowMs) {
    double aged = judgedMs == 0 ? 0 : 1 - Math.exp((judgedMs - nowMs) / USUAL_MS);
    usual = failing < usual ? failing : usual + aged * (failing - usual);
    judgedMs = nowMs;
  }

  /**
   * Whether clearly more fails than usual.
   *
   * @param around the part that fails everywhere
   */
  public boolean isFelt(double around, int underway) {
    double most = Math.max(0.02, failing + around);
    double noise = Math.sqrt(most * (1 - Math.min(1, most)) / memory(underway));
    return failing - usual > TOLERATED + CERTAINTY * noise;
  }
}
