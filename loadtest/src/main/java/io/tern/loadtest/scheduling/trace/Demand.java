package io.tern.loadtest.scheduling.trace;

import java.util.List;

/** How transfers come. */
public sealed interface Demand {
  /**
   * Each share always has as many waiting on each link.
   *
   * @param depth transfers waiting on a link, over all its shares
   */
  record Saturating(int depth) implements Demand {}

  /**
   * Transfers come by chance, at a rate that is a part of what each share may have of each link by
   * the share-fair bound at the start.
   *
   * @param profile the part over time, straight between its points
   * @param zipf exponent of the sources' popularity; 0 leaves it as by the bound
   */
  record Open(List<Point> profile, double zipf) implements Demand {
    public Open {
      profile = List.copyOf(profile);
      if (profile.isEmpty()) {
        throw new IllegalArgumentException("profile: empty (expected: a point at least)");
      }
    }

    /** The part at a time, both as parts of the whole. */
    public double part(double at) {
      Point before = profile.getFirst();
      for (Point point : profile) {
        if (point.at() > at) {
          double way = (at - before.at()) / (point.at() - before.at());
          return before.part() + Math.max(0, way) * (point.part() - before.part());
        }
        before = point;
      }
      return before.part();
    }
  }

  /**
   * @param at part of the run
   * @param part of the bound
   */
  record Point(double at, double part) {}
}
