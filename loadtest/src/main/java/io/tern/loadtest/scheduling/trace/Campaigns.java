package io.tern.loadtest.scheduling.trace;

/**
 * Work that comes at once and is wanted by a time: of each community into each storage, once in a
 * run.
 *
 * @param part of all that the community may copy there in the run by the share-fair bound, (0, 0.5]
 * @param tightest time that is given for it, over the time in which the community could copy it by
 *     that bound, copying nothing else there; above 0
 * @param loosest the same at most; others lie evenly between
 */
public record Campaigns(double part, double tightest, double loosest) {
  public Campaigns {
    if (!(part > 0 && part <= 0.5)) {
      throw new IllegalArgumentException("part: " + part + " (expected: (0, 0.5])");
    }
    if (!(tightest > 0 && loosest >= tightest)) {
      throw new IllegalArgumentException(
          "tightest: %s, loosest: %s (expected: 0 < tightest <= loosest)"
              .formatted(tightest, loosest));
    }
  }
}
