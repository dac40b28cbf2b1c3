package io.tern.window;

/**
 * How many more of the attempts at a storage fail than failed there before, as a part of one. It is
 * learnt by least mean squares (Widrow, Hoff 1960): the failures of a link are those that are
 * around everywhere and those of its two ends, and each end is told by what its other links do.
 * Failures that a storage always has, and those that fewer copies do not lessen, are no strain.
 */
public final class Strain {
  /** Attempts that are remembered at least. */
  private static final int LEAST_MEMORY = 200;

  private static final int FIRST = 200;

  /** How long failures must last to count as usual. */
  private static final double USUAL_MS = 1_800_000;

  /** How long fewer must last: by chance it is fewer now and then. */
  private static final double BETTER_MS = 500_000;

  private static final double TOLERATED = 0.005;
  private static final double CERTAINTY = 2;

  /** So many times fewer copies are tried as a remedy, before failures count as usual. */
  private static final int REMEDIES = 6;

  private static final double HELPED = 0.7;

  private double failing;
  private double usual;
  private double worst;
  private int remedies;
  private long attempts;
  private long attemptsAtRemedy;
  private long judgedMs;

  /**
   * @param error 1 or 0 for a failure or none, less what was expected
   * @param underway attempts at the storage: the more, the longer is remembered
   */
  public void learn(double error, int underway) {
    attempts++;
    double gain = 1 / Math.min(attempts, memory(underway));
    failing = Math.clamp(failing + error * gain, 0, 1);
    if (attempts == FIRST) {
      usual = failing;
    }
  }

  /** What failed lately had another cause: it counts no more. */
  public void forgive() {
    failing = usual;
    remedies = 0;
  }

  private static double memory(int underway) {
    return LEAST_MEMORY + 2.0 * underway;
  }

  /** The part of attempts that fail for this storage's sake. */
  public double failing() {
    return failing;
  }

  /**
   * Whether clearly more fails than usual and enough was seen since the last remedy; then fewer
   * copies are to be tried as the next.
   *
   * @param around the part that fails everywhere
   */
  public boolean isFelt(double around, int underway, long nowMs) {
    age(nowMs);
    if (attempts < 2 * FIRST || attempts - attemptsAtRemedy < memory(underway) / 6) {
      return false;
    }
    boolean felt = failing - usual > tolerated(around, underway);
    return felt ? remedy() : recover();
  }

  /** Takes what lasts for usual, by and by. */
  private void age(long nowMs) {
    double time = failing < usual ? BETTER_MS : USUAL_MS;
    double aged = judgedMs == 0 ? 0 : 1 - Math.exp((judgedMs - nowMs) / time);
    usual += aged * (failing - usual);
    judgedMs = nowMs;
  }

  private double tolerated(double around, int underway) {
    double most = Math.clamp(failing + around, 0.02, 1);
    return TOLERATED + CERTAINTY * Math.sqrt(most * (1 - most) / memory(underway));
  }

  private boolean remedy() {
    attemptsAtRemedy = attempts;
    worst = remedies == 0 ? failing : Math.max(worst, failing);
    if (++remedies <= REMEDIES || failing < HELPED * worst) {
      return true;
    }
    usual = failing;
    return recover();
  }

  private boolean recover() {
    remedies = 0;
    return false;
  }
}
