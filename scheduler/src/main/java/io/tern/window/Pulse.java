package io.tern.window;

/** How fast a link's copies have flowed lately, each of them. */
public final class Pulse {
  private static final double MARKER_MS = 5_000;

  /** By so much of its mean the rate of one copy swings from marker to marker. */
  private static final double SWING = 0.25;

  private static final double KEPT = 0.4;

  private double bytes;
  private double ms;

  /** A copy has flowed for a time. */
  public void add(long bytes, long ms) {
    this.bytes += bytes;
    this.ms += ms;
  }

  /** Whether anything is known. */
  public boolean isHeard() {
    return ms > 0;
  }

  /** Bytes a millisecond of one copy; 0 while nothing is known. */
  public double rate() {
    return isHeard() ? bytes / ms : 0;
  }

  /** By what part of itself the rate may be wrong, since the markers were few: up to 0.25. */
  public double doubt() {
    return SWING / Math.sqrt(Math.max(1, ms / MARKER_MS));
  }

  /** Lets what was heard so far count less. */
  public void fade() {
    bytes *= KEPT;
    ms *= KEPT;
  }

  public void clear() {
    bytes = 0;
    ms = 0;
  }
}
