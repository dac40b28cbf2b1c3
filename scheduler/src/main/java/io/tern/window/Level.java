package io.tern.window;

/**
 * The rate of the fastest copies at one end, and how many of those that something holds up reach
 * it. What is scarce gives nobody more than those whom it holds up (max-min fairness: Bertsekas,
 * Gallager, Data Networks, 6.5.2); so a copy that is clearly slower than another here is held up
 * elsewhere.
 */
public final class Level {
  private static final double RISE = 0.3;
  private static final double SINK = 0.03;
  private static final double NEAR = 0.85;
  private static final double NEW = 0.02;

  private double bytesPerMs;
  private double reaching = 0.5;

  /** A copy has flowed here at a rate, bytes a millisecond. */
  public void flows(double rate) {
    bytesPerMs += (rate > bytesPerMs ? RISE : SINK) * (rate - bytesPerMs);
  }

  /** Whether no copy here is clearly faster than this. */
  public boolean isReached(double rate) {
    return rate >= NEAR * bytesPerMs;
  }

  /** A copy here flowed slower than its link alone lets it. */
  public void slowed(double rate) {
    reaching += NEW * ((isReached(rate) ? 1 : 0) - reaching);
  }

  /** The part, 0..1, of the slowed copies that reach the level: how likely this end slows them. */
  public double reaching() {
    return reaching;
  }
}
