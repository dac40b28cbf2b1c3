package io.tern.loadtest.scheduling.baseline;

/**
 * Gradient2 of Netflix's concurrency-limits, with the seconds that a place takes for a gigabyte (a
 * file counting half a gigabyte more, for its set-up) in place of a request's latency: the limit
 * shrinks as the short-term mean rises above the long-term one.
 */
final class Gradient implements LinkControl.LinkLimit {
  static final long PERIOD_MS = 10_000;

  private static final double SET_UP_BYTES = 5e8;
  private static final int MIN = 2;
  private static final int MAX = 400;
  private static final int QUEUE = 4;
  private static final double SMOOTHING = 0.2;
  private static final double TOLERANCE = 1.5;
  private static final double LONG_TERM = 1.0 / 60;

  private double value = 10;
  private double longTerm;
  private double bytes;
  private double timeMs;

  @Override
  public void done(long size, long tookMs, long nowMs) {
    bytes += size + SET_UP_BYTES;
    timeMs += tookMs;
  }

  @Override
  public void failed(long nowMs) {
    // Failures say nothing to this limit: it goes by latency alone.
  }

  @Override
  public int value(int used, long nowMs) {
    if (bytes > 0) {
      follow(timeMs / bytes, used);
    }
    bytes = 0;
    timeMs = 0;
    return (int) value;
  }

  private void follow(double shortTerm, int used) {
    longTerm = longTerm == 0 ? shortTerm : longTerm + LONG_TERM * (shortTerm - longTerm);
    longTerm = longTerm > 2 * shortTerm ? longTerm * 0.95 : longTerm;
    if (used < value / 2) {
      return;
    }
    double gradient = Math.clamp(TOLERANCE * longTerm / shortTerm, 0.5, 1.0);
    double next = value * gradient + QUEUE;
    value = Math.clamp(value * (1 - SMOOTHING) + next * SMOOTHING, MIN, MAX);
  }
}
