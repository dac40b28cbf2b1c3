package io.tern.loadtest.rig;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A Prometheus histogram.
 *
 * @param upTo how many observations were at most that large, by the buckets' upper bounds, the last
 *     of which is infinite
 */
public record Distribution(NavigableMap<Double, Double> upTo) {

  /** What was observed after {@code before}, an earlier scrape of the same buckets. */
  public Distribution since(Distribution before) {
    NavigableMap<Double, Double> after = new TreeMap<>();
    upTo.forEach((bound, count) -> after.put(bound, count - before.upTo.getOrDefault(bound, 0.0)));
    return new Distribution(after);
  }

  public double count() {
    return upTo.isEmpty() ? 0 : upTo.lastEntry().getValue();
  }

  /**
   * By straight lines inside buckets, as Prometheus' {@code histogram_quantile} has it: what is
   * beyond the last finite bound counts as that; not a number without observations.
   *
   * @param quantile 0 to 1
   */
  public double at(double quantile) {
    double rank = quantile * count();
    double below = 0;
    double from = 0;
    for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
      if (bucket.getValue() >= rank && bucket.getValue() > below) {
        double part = (rank - below) / (bucket.getValue() - below);
        return Double.isInfinite(bucket.getKey()) ? from : from + part * (bucket.getKey() - from);
      }
      below = bucket.getValue();
      from = bucket.getKey();
    }
    return Double.NaN;
  }
}
