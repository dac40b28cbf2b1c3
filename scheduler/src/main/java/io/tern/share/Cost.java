package io.tern.share;

/**
 * What a transfer costs its share: its bytes, and for holding a place while nothing flows (stat,
 * checksum, set-up) as much again as a place carries in that time. So a share of small files pays
 * for the places it holds.
 */
public final class Cost {
  /** 8 s of set-up at the 0.5 Gb/s of a usual place. */
  public static final long OVERHEAD_BYTES = 500_000_000;

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
