package io.tern.share;

import io.tern.job.Link;
import io.tern.job.Share;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configured weights of shares. {@code *} stands for any VO or any activity; the most exact
 * entry counts: the share, then {@code vo/*}, then {@code *}{@code /activity}, then {@code *}{@code
 * /*}, then {@value #DEFAULT}. On a link that has weights of its own for VOs, those count instead
 * of the VOs' weights everywhere. Immutable.
 */
public final class Weights {
  public static final double DEFAULT = 1;

  private static final String ANY = "*";

  private final Map<Share, Double> configured;
  private final Map<Link, Map<String, Double>> onLinks;

  private Weights(Map<Share, Double> configured, Map<Link, Map<String, Double>> onLinks) {
    this.configured = configured;
    this.onLinks = onLinks;
  }

  /** All shares weigh the same. */
  public static Weights equal() {
    return new Weights(Map.of(), Map.of());
  }

  /** Exactly these entries; weights are finite and above 0. */
  public static Weights of(Map<Share, Double> configured) {
    configured.forEach(Weights::check);
    return new Weights(Map.copyOf(configured), Map.of());
  }

  /**
   * The same, and these weights of VOs on links, {@code *} for VOs that a link does not name;
   * finite and above 0.
   */
  public Weights withLinks(Map<Link, Map<String, Double>> links) {
    Map<Link, Map<String, Double>> copy = new HashMap<>();
    links.forEach((link, vos) -> {
      vos.forEach(Weights::check);
      copy.put(link, Map.copyOf(vos));
    });
    return new Weights(configured, Map.copyOf(copy));
  }

  private static void check(Object whose, double weight) {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "weight: " + weight + " for " + whose + " (expected: finite and > 0)");
    }
  }

  /** Whether there is an entry for exactly this share. */
  public boolean names(Share share) {
    return configured.containsKey(share);
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

  /** What a share weighs where places of a link are scarce. */
  public double on(Link link, Share share) {
    Map<String, Double> vos = onLinks.get(link);
    double everywhere = of(share);
    Double own = vos == null ? null : ownOn(vos, share.vo());
    return own == null ? everywhere : own * everywhere / of(new Share(share.vo(), ANY));
  }

  private static @Nullable Double ownOn(Map<String, Double> vos, String vo) {
    Double own = vos.get(vo);
    return own == null ? vos.get(ANY) : own;
  }
}
