package io.tern.forecast;

/**
 * How long copies on a link take from their start to their end, by the size of their files: a line
 * through the last few dozen, fitted by least squares.
 */
final class Durations {
  /** The part by which a newcomer makes those before him count less. */
  private static final double NEW = 0.03;

  /** Sizes that differ by less than this part of their mean tell nothing of how time grows. */
  private static final double ALIKE = 0.1;

  private double count;
  private double bytes;
  private double ms;
  private double squares;
  private double products;

  void sample(long size, long took) {
    count = kept(count) + 1;
    bytes = kept(bytes) + size;
    ms = kept(ms) + took;
    squares = kept(squares) + (double) size * size;
    products = kept(products) + (double) size * took;
  }

  private static double kept(double sum) {
    return (1 - NEW) * sum;
  }

  boolean isKnown() {
    return count > 0;
  }

  /**
   * How long a copy is likely to take, milliseconds.
   *
   * @param size below 0 if unknown: then it is taken for one like the others
   */
  double of(long size) {
    double meanBytes = bytes / count;
    double meanMs = ms / count;
    return size < 0
        ? meanMs
        : Math.max(0, meanMs + perByte(meanBytes, meanMs) * (size - meanBytes));
  }

  /** No copy takes less time for being larger, nor less than none where it has no bytes. */
  private double perByte(double meanBytes, double meanMs) {
    double variance = squares / count - meanBytes * meanBytes;
    if (meanBytes == 0) {
      return 0;
    }
    double proportional = meanMs / meanBytes;
    return variance < ALIKE * ALIKE * meanBytes * meanBytes
        ? proportional
        : Math.clamp((products / count - meanBytes * meanMs) / variance, 0, proportional);
  }
}
