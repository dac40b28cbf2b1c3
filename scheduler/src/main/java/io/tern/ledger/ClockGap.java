package io.tern.ledger;

/**
 * How far the clock of an agent is behind ours, as its quickest record of the last ten to twenty
 * minutes tells: so what lies between two of its times does not depend on how long its records were
 * on their way, and clocks may drift apart. Both clocks are monotonic and in milliseconds.
 */
final class ClockGap {
  private static final long LASTS_MS = 600_000;

  private long sinceMs;
  private long least = Long.MAX_VALUE;
  private long before = Long.MAX_VALUE;

  /**
   * A record has come.
   *
   * @param sentMs by the agent's clock
   * @param heardMs by ours
   * @return what to add to a time of the agent's
   */
  long behind(long sentMs, long heardMs) {
    if (heardMs - sinceMs >= LASTS_MS) {
      before = least;
      least = Long.MAX_VALUE;
      sinceMs = heardMs;
    }
    least = Math.min(least, heardMs - sentMs);
    return Math.min(least, before);
  }
}
