package io.tern.window;

/**
 * The most that a thing was seen to carry lately. Only what carries about that much may be full.
 */
public final class Peak {
  private static final double NEW = 0.5;
  private static final double FULL = 0.95;
  private static final double HALF_LIFE_MS = 600_000;

  private double rate;
  private double most;

  /**
   * @param rate bytes a millisecond, over some seconds
   * @param ms those
   */
  public void sample(double rate, long ms) {
    this.rate += (this.rate > 0 ? NEW : 1) * (rate - this.rate);
    most = Math.max(this.rate, most * Math.pow(0.5, ms / HALF_LIFE_MS));
  }

  public boolean isFull() {
    return rate >= FULL * most;
  }
}
