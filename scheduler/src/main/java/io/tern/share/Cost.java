package io.tern.share;

/**
 * What a transfer costs its share: its bytes, for shares are of bytes; and a little for the places
 * it holds and the requests it makes, so that a share of the smallest files does not take all
 * places to come to its bytes.
 */
public final class Cost {
  /** A place costs as much as a copy alone on its link would move in this time... */
  private static final double OVERHEAD_MS = 400;

  /** ... but no more than at 0.5 Gb/s, as much as where nobody knows how fast copies are. */
  public static final long MOST_OVERHEAD_BYTES = 25_000_000;

  /** The mean file of FTS3 in 2022 and 2023. */
  static final long UNKNOWN_BYTES = 1_500_000_000;

  private Cost() {}

  /** What a place costs on a link where one copy moves so many bytes a millisecond. */
  public static double overhead(double bytesPerMs) {
    return Math.min(MOST_OVERHEAD_BYTES, OVERHEAD_MS * bytesPerMs);
  }

  /**
   * @param bytes the size, or below 0 if unknown: then it is charged as the share's files usually
   *     are
   * @param overhead what a place costs on its link, in bytes
   */
  public static double of(long bytes, Stake stake, double overhead) {
    return overhead + (bytes < 0 ? stake.fileBytes() : bytes);
  }
}
