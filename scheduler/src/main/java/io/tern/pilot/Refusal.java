package io.tern.pilot;

/**
 * A destination's word that it has no room for a VO: it may be full, or the VO's quota is. Nothing
 * more of the VO starts there until one attempt is let in to see, after half a minute and then ever
 * more seldom. While attempts are taken, twice as many are let in each time, since a small file may
 * fit where others do not.
 */
final class Refusal {
  private static final long FIRST_REST_MS = 30_000;
  private static final long MOST_REST_MS = 120_000;

  /** When nobody has tried for so long, nobody knows. */
  private static final long KEPT_MS = 600_000;

  /** When so many at once are taken, there is room. */
  private static final int ENOUGH = 64;

  private long probeMs;
  private long restMs = FIRST_REST_MS;
  private int allowed;

  /** Attempts under way that began after the word. */
  private int underWay;

  void refused(long nowMs) {
    if (allowed > 0) {
      restMs = Math.min(MOST_REST_MS, 2 * restMs);
    }
    allowed = 0;
    probeMs = nowMs + restMs;
  }

  void tick(long nowMs) {
    if (allowed == 0 && nowMs >= probeMs) {
      allowed = 1;
    }
    if (allowed > 0 && underWay == 0 && nowMs >= probeMs + KEPT_MS) {
      allowed = ENOUGH;
    }
  }

  void began() {
    underWay++;
  }

  void ended() {
    underWay--;
  }

  /** The destination takes the bytes of an attempt that began after the word. */
  void taken() {
    allowed = Math.min(ENOUGH, 2 * allowed);
    restMs = FIRST_REST_MS;
  }

  boolean letsIn() {
    return underWay < allowed;
  }

  boolean isOver() {
    return allowed >= ENOUGH;
  }
}
