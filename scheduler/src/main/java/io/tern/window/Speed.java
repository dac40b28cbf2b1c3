package io.tern.window;

/**
 * The rate of one copy on a link while nothing holds it up: what round-trip time and TCP windows
 * allow. It rises fast and sinks slowly, since a slow copy tells of congestion more often than of
 * the link; it sinks faster while both ends are known to be at ease.
 */
public final class Speed {
  private static final double RISE = 0.5;
  private static final double SINK_AT_EASE = 0.05;
  private static final double HALF_LIFE_MS = 2 * 3_600_000.0;

  private double bytesPerMs;
  private long sampledMs;

  /**
   * @param rate bytes a millisecond between two markers, above 0
   * @param atEase whether neither end of the link is congested
   */
  public void sample(double rate, boolean atEase, long nowMs) {
    if (rate >= bytesPerMs) {
      bytesPerMs += bytesPerMs == 0 ? rate : RISE * (rate - bytesPerMs);
    } else {
      double aged = 1 - Math.pow(0.5, (nowMs - sampledMs) / HALF_LIFE_MS);
      bytesPerMs -= Math.max(atEase ? SINK_AT_EASE : 0, aged) * (bytesPerMs - rate);
    }
    sampledMs = nowMs;
  }

  /** As it was found before. */
  public void begin(double rate, long nowMs) {
    bytesPerMs = rate;
    sampledMs = nowMs;
  }

  /** 0 while unknown. */
  public double bytesPerMs() {
    return bytesPerMs;
  }

  public boolean isKnown() {
    return bytesPerMs > 0;
  }
}
