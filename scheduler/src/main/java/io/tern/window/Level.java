package io.tern.window;

/**
 * The rate of the fastest copies at one end. What is scarce gives nobody more than those whom it
 * holds up (max-min fairness: Bertsekas, Gallager, Data Networks, 6.5.2); so a copy that is clearly
 * slower than another here is held up elsewhere.
 */
public final class Level {
  private static final double RISE = 0.6;
  private static final double SINK = 0.15;
  private static final double NEAR = 0.85;
  private static final double NEW = 0.15;

  private double bytesPerMs;
  private double certainty;

  /** A copy has flowed here at a rate, bytes a millisecond. */
  public void flows(double rate) {
    bytesPerMs += (rate > bytesPerMs ? RISE : SINK) * (rate - bytesPerMs);
  }

  /** Whether no copy here is clearly faster than this. */
  public boolean isReached(double rate) {
    return rate >= NEAR * bytesPerMs;
  }

  /**
   * A copy here flowed slower than its link alone lets it.
   *
   * @param elsewhere whether it reached the level of its other end too
   */
  public void slowed(double rate, boolean elsewhere) {
    certainty += NEW * ((isReached(rate) && !elsewhere ? 1 : 0) - certainty);
  }

  /** The part, 0..1, of the slowed copies that nothing but this end can be holding up. */
  public double certainty() {
    return certainty;
  }
}
