package io.tern.retry;

import io.tern.job.FailureClass;

/**
 * How long a transfer waits before its next attempt. Never less than the delay its job asks for,
 * even if that lies above a cap.
 *
 * <p>Where a storage or the way to it is in trouble, the delay doubles with every retry up to a
 * cap; a storage without space is left alone for hours; other failures wait the job's delay. On top
 * come up to 25 % of jitter, so that what failed together does not return together; it is a hash of
 * transfer and retry, so that everyone who computes it finds the same.
 *
 * @param troubleCapMs the longest delay of a storage or network in trouble, before jitter
 * @param noSpaceMs the first delay after "no space"; it doubles up to {@code noSpaceCapMs}
 */
public record Backoff(long troubleCapMs, long noSpaceMs, long noSpaceCapMs) {
  /** FTS3's delay for a job that asks for none. */
  public static final long DEFAULT_DELAY_MS = 120_000;

  private static final long HOUR_MS = 3_600_000;
  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    if (troubleCapMs < 0 || noSpaceMs < 0 || noSpaceCapMs < noSpaceMs) {
      throw new IllegalArgumentException(
          "troubleCapMs: %d, noSpaceMs: %d, noSpaceCapMs: %d (expected: >= 0, cap >= first)"
              .formatted(troubleCapMs, noSpaceMs, noSpaceCapMs));
    }
  }

  /** An hour at most in trouble; one to eight hours without space. */
  public static Backoff defaults() {
    return new Backoff(HOUR_MS, HOUR_MS, 8 * HOUR_MS);
  }

  /**
   * @param transfer the transfer's id
   * @param retry 1 for the first retry
   * @param jobDelayMs the job's retry delay; 0 or less stands for {@value #DEFAULT_DELAY_MS}
   * @return milliseconds from the failure to the next attempt
   */
  public long delayMs(FailureClass failure, long transfer, int retry, long jobDelayMs) {
    long least = jobDelayMs > 0 ? jobDelayMs : DEFAULT_DELAY_MS;
    long delay = Math.max(least, grown(failure, retry, least));
    return delay + jitter(transfer, retry, delay / 4);
  }

  private long grown(FailureClass failure, int retry, long least) {
    return switch (failure) {
      case CONNECTION,
          NAME_RESOLUTION,
          TIMEOUT,
          STALLED,
          INTERRUPTED,
          OVERLOADED,
          STORAGE_IO,
          TLS ->
          doubled(least, retry, troubleCapMs);
      case NO_SPACE -> doubled(noSpaceMs, retry, noSpaceCapMs);
      case NOT_FOUND,
          EXISTS,
          PERMISSION,
          CREDENTIAL,
          CHECKSUM,
          SIZE_MISMATCH,
          NOT_ONLINE,
          UNSUPPORTED,
          INVALID,
          EXPIRED_IN_QUEUE,
          CANCELED,
          ORCHESTRATOR ->
          least;
    };
  }

  private static long doubled(long first, int retry, long cap) {
    int doublings = Math.clamp(retry - 1L, 0, MOST_DOUBLINGS);
    return first > cap >> doublings ? cap : first << doublings;
  }

  private static long jitter(long transfer, int retry, long bound) {
    return Long.remainderUnsigned(mixed(transfer * 31 + retry), bound + 1);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
