package io.tern.loadtest.scheduling.bound;

import java.util.List;

/**
 * What the plant could carry at best over time.
 *
 * @param offered bytes a millisecond of each share on each link by the share-fair bound, at the
 *     start
 */
public record Bound(List<Part> parts, double[][] offered) {
  /**
   * The bounds of one stretch of time, in bytes a millisecond.
   *
   * @param b1 physical: whoever gets it
   * @param b2 share-fair: weighted max-min over shares first, then as much as can be
   * @param b3 link-fair: max-min over links
   * @param places that an oracle should have on each link
   */
  public record Part(long fromMs, long toMs, double b1, double b2, double b3, double[] places) {
    long overlapMs(long from, long to) {
      return Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs));
    }
  }

  /** Which of the bounds. */
  public enum Kind {
    B1,
    B2,
    B3
  }

  /** The bytes of a bound between two times. */
  public double bytes(Kind kind, long fromMs, long toMs) {
    return parts.stream()
        .mapToDouble(part -> part.overlapMs(fromMs, toMs) * rate(part, kind))
        .sum();
  }

  private static double rate(Part part, Kind kind) {
    return switch (kind) {
      case B1 -> part.b1();
      case B2 -> part.b2();
      case B3 -> part.b3();
    };
  }
}
