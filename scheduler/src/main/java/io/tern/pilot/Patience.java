package io.tern.pilot;

/**
 * How long a copy on a link may all but stand still: a dozen times what usually lies between two
 * words of new bytes there, so that links whose storages seldom send markers get more.
 */
final class Patience {
  private static final long LEAST_MS = 60_000;

  /** After that an agent ends a copy that moves nothing at all by itself. */
  private static final long MOST_MS = 300_000;

  private static final double TIMES = 12;
  private static final double RISE = 0.5;
  private static final double SINK = 0.05;

  private double gapMs;

  /** So much lay between two words of new bytes of one copy. */
  void sample(long ms) {
    double known = gapMs == 0 ? ms : gapMs;
    gapMs = known + (ms > known ? RISE : SINK) * (ms - known);
  }

  /** All of it until something is known. */
  long ms() {
    return gapMs == 0 ? MOST_MS : Math.clamp(Math.round(TIMES * gapMs), LEAST_MS, MOST_MS);
  }
}
