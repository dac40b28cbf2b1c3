package io.tern.share;

import io.tern.job.Share;
import java.util.Map;

/**
 * The configured weights of shares. {@code *} stands for any VO or any activity; the most exact
 * entry counts: the share, then {@code vo/*}, then {@code *}{@code /activity}, then {@code *}{@code
 * /*}, then {@value #DEFAULT}. Immutable.
 */
public final class Weights {
  public static final double DEFAULT = 1;

  private static final String ANY = "*";

  private final Map<Share, Double> configured;

  private Weights(Map<Share, Double> configured) {
    this.configured = configured;
  }

  /** All shares weigh the same. */
  public static Weights equal() {
    return new Weights(Map.of());
  }

  /** Exactly these entries; weights are finite and above 0. */
  public static Weights of(Map<Share, Double> configured) {
    configured.forEach(Weights::check);
    return new Weights(Map.copyOf(configured));
  }

  private static void check(Share share, double weight) {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "weight: " + weight + " for " + share + " (expected: finite and > 0)");
    }
  }

  public double of(Share share) {
    return configured.getOrDefault(
        share,
        configured.getOrDefault(
            new Share(share.vo(), ANY),
            configured.getOrDefault(
                new Share(ANY, share.activity()),
                configured.getOrDefault(new Share(ANY, ANY), DEFAULT))));
  }
}
