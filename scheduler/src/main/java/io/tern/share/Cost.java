package io.tern.share;

/**
 * What a transfer costs its share: its bytes, for shares are of bytes; and a little for the places
 * it holds and the requests it makes, so that a share of the smallest files does not take all
 * places to come to its bytes.
 */
public final class Cost {
  /** As much as a place at 0.5 Gb/s carries in 0.4 s. */
  public static final long OVERHEAD_BYTES = 25_000_000;

  /** Counted for a size nobody knows: the mean file of FTS3 in 2022 and 2023. */
  public static final long UNKNOWN_BYTES = 1_500_000_000;

  private Cost() {}

  /**
   * @param bytes the size, or below 0 if unknown
   */
  public static double of(long bytes) {
    return OVERHEAD_BYTES + (double) (bytes < 0 ? UNKNOWN_BYTES : bytes);
  }
}
