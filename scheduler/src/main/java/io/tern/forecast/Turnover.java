package io.tern.forecast;

/**
 * How often transfers of a share start on a link while others of it wait. Times at which nobody
 * waited do not count: then nobody was kept.
 */
final class Turnover {
  private static final double MEMORY_MS = 300_000;

  /** Fewer starts than that tell nothing. */
  private static final double LEAST = 3;

  private double starts;
  private double waitedMs;
  private long lastMs;
  private boolean othersWaited;

  /**
   * @param othersWait of the same share on the same link, now that this one has started
   */
  void started(long nowMs, boolean othersWait) {
    if (othersWaited) {
      double kept = Math.exp(-(nowMs - lastMs) / MEMORY_MS);
      starts = kept * starts + 1;
      waitedMs = kept * waitedMs + nowMs - lastMs;
    }
    lastMs = nowMs;
    othersWaited = othersWait;
  }

  boolean isKnown() {
    return starts >= LEAST;
  }

  /** Milliseconds from one start to the next. Those that wait now have waited in vain so far. */
  double eachMs(long nowMs) {
    double sinceMs = othersWaited ? nowMs - lastMs : 0;
    return Math.max(waitedMs / starts, (waitedMs + sinceMs) / (starts + 1));
  }
}
