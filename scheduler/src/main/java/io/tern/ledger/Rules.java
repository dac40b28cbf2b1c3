package io.tern.ledger;

import io.tern.retry.Retries;

/**
 * The numbers that decisions go by. Milliseconds, unless the name says otherwise.
 *
 * @param retries how often and when a failed attempt is made again
 * @param mostUnknowns attempts in a row whose end nobody heard, then the transfer fails
 * @param partsWithoutEndMs after which parts of a submission without its last are dropped
 * @param longestQueueMs that a job may queue if it sets no limit itself
 * @param copyBaseMs what a copy may take besides the time for its bytes
 * @param copyMsPerMb what it may take for each MiB
 * @param copyGraceMs after which the coordinator gives up on an attempt that its agent should have
 *     ended
 * @param settleMs after which a copy whose agent is lost is taken to be at rest
 * @param defaultStagingMs for a job that stages without saying how long
 */
public record Rules(
    Retries retries,
    int mostUnknowns,
    long partsWithoutEndMs,
    long longestQueueMs,
    long copyBaseMs,
    long copyMsPerMb,
    long copyGraceMs,
    long settleMs,
    long defaultStagingMs) {

  private static final long MINUTE_MS = 60_000;
  private static final long DAY_MS = 24 * 60 * MINUTE_MS;

  /** FTS's time-outs (its section 4.4), and this design's bounds. */
  public static Rules defaults(Retries retries) {
    return new Rules(
        retries,
        10,
        10 * MINUTE_MS,
        30 * DAY_MS,
        10 * MINUTE_MS,
        2_000,
        60 * MINUTE_MS,
        MINUTE_MS,
        7 * DAY_MS);
  }

  /** Until when an attempt must have ended, by the agent's clock and ours. */
  long copyLimitMs(int timeoutS, long bytes) {
    long own = timeoutS > 0 ? timeoutS * 1000L : copyBaseMs + (bytes >> 20) * copyMsPerMb;
    return own + copyGraceMs;
  }
}
