package io.tern.window;

/**
 * What copies on a link have moved, added up until it tells of the link and not of chance. The rate
 * of one copy swings by a fifth and more from marker to marker; what is learnt of rates takes the
 * most of them, or what exceeds a threshold, and would learn the swings.
 */
public final class Batch {
  /** Of copies flowing, all together: some twenty markers. */
  private static final long ENOUGH_MS = 120_000;

  /** A first idea is wanted sooner, since windows grow freely until there is one. */
  private static final long ENOUGH_TO_BEGIN_MS = 20_000;

  private double bytes;
  private long ms;

  /** A copy has flowed for a time. */
  public void add(double bytes, long ms) {
    this.bytes += bytes;
    this.ms += ms;
  }

  public boolean isEnough() {
    return ms >= ENOUGH_MS;
  }

  public boolean isEnoughToBegin() {
    return ms >= ENOUGH_TO_BEGIN_MS;
  }

  public double bytes() {
    return bytes;
  }

  /** For how long copies flowed, all together. */
  public long ms() {
    return ms;
  }

  public void clear() {
    bytes = 0;
    ms = 0;
  }
}
