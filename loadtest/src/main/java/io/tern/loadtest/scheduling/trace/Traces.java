package io.tern.loadtest.scheduling.trace;

import io.tern.job.Share;
import io.tern.loadtest.scheduling.trace.Incident.Kind;
import java.util.List;

/** The traces T1 to T17 as they ship. */
public final class Traces {
  private static final double AMBIENT = 0.01;
  private static final double GB = 1e9;
  private static final double MB = 1e6;
  private static final int PRIORITY = 3;

  private Traces() {}

  /** A trace by its name; {@code T10} may say how many per cent fail: {@code T10:5}. */
  public static Trace of(String name) {
    return switch (name) {
      case "T1" -> steady(name, 0.6);
      case "T2" -> saturating(name, AMBIENT, List.of());
      case "T7" -> saturating(name, AMBIENT, List.of(during(Kind.CAPACITY, 1, 0, 5, 0.5)));
      case "T10" -> saturating(name, 0.05, List.of());
      case "T10:1", "T10:3", "T10:5", "T10:10" ->
          saturating(name, Double.parseDouble(name.substring(4)) / 100, List.of());
      default -> throw new IllegalArgumentException("trace: " + name + " (expected: T1 to T17)");
    };
  }

  private static Trace steady(String name, double part) {
    return new Trace(name, communities(), new Demand.Steady(part), AMBIENT, List.of());
  }

  private static Trace saturating(String name, double failure, List<Incident> incidents) {
    return new Trace(name, communities(), new Demand.Saturating(400), failure, incidents);
  }

  private static Incident during(Kind kind, int tier, int first, int count, double value) {
    return new Incident(kind, tier, first, count, 0.25, 0.75, value);
  }

  /** The communities of the WLCG, by their part of the bytes. */
  static List<Community> communities() {
    FileSizes atlas =
        new FileSizes(
            List.of(
                new FileSizes.Part(0.55, 1.2 * GB, 0.9), new FileSizes.Part(0.45, 5 * MB, 1.6)));
    FileSizes lhc = FileSizes.of(2.2 * GB, 0.6);
    return List.of(
        community("atlas", "production", 30, atlas),
        community("atlas", "analysis", 12, atlas),
        community("atlas", "rebalancing", 8, atlas),
        community("cms", "production", 20, lhc),
        community("cms", "analysis", 8, lhc),
        community("cms", "rebalancing", 5, lhc),
        community("lhcb", "production", 6, lhc),
        community("lhcb", "user", 3, lhc),
        community("ska", "observation", 4, FileSizes.of(150 * MB, 1.2)),
        community("dune", "raw", 4, lhc));
  }

  private static Community community(String vo, String activity, double weight, FileSizes sizes) {
    return new Community(new Share(vo, activity), weight, PRIORITY, sizes);
  }
}
