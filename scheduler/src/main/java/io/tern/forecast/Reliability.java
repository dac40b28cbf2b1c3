package io.tern.forecast;

/**
 * Which part of the attempts on a link goes well, by those of the last minutes: older ones count
 * ever less.
 */
final class Reliability {
  private static final double MEMORY_MS = 300_000;

  private double well;
  private double badly;
  private long lastMs;

  void well(long nowMs) {
    forget(nowMs);
    well++;
  }

  void badly(long nowMs) {
    forget(nowMs);
    badly++;
  }

  private void forget(long nowMs) {
    double kept = kept(nowMs);
    well *= kept;
    badly *= kept;
    lastMs = nowMs;
  }

  private double kept(long nowMs) {
    return Math.exp(-(nowMs - lastMs) / MEMORY_MS);
  }

  /** Above 0, at most 1; whoever has done nothing is trusted. */
  double at(long nowMs) {
    double kept = kept(nowMs);
    return (1 + kept * well) / (1 + kept * (well + badly));
  }
}
