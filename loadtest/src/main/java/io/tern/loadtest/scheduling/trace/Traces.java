package io.tern.loadtest.scheduling.trace;

import io.tern.loadtest.scheduling.trace.Demand.Point;
import io.tern.loadtest.scheduling.trace.Incident.Kind;
import java.util.ArrayList;
import java.util.List;

/** The traces as they ship. */
public final class Traces {
  public static final List<String> NAMES =
      List.of(
          "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10:1", "T10:3", "T10:5", "T10:10",
          "T11", "T12", "T13", "T14", "T15", "T16", "T17");

  private static final double AMBIENT = 0.01;
  private static final double GB = 1e9;
  private static final double MB = 1e6;
  private static final int DEPTH = 400;
  private static final int URGENT = 5;

  private static final FileSizes LHC = FileSizes.of(2.2 * GB, 0.6);
  private static final Reach FIRST_TIER1 = new Reach(1, 0, 1);
  private static final Reach FIRST_TIER2 = new Reach(2, 0, 1);

  private Traces() {}

  public static Trace of(String name) {
    return switch (name) {
      case "T1" -> open(name, 0, new Point(0, 0.6));
      case "T2" -> saturating(name);
      case "T3" -> open(name, 0, at(0, 0.3), at(0.2, 0.3), at(0.24, 3), at(0.4, 3), at(0.41, 0.3));
      case "T4" -> open(name, 1, new Point(0, 0.9));
      case "T5" ->
          new Trace(name, hot(), new Demand.Saturating(10 * DEPTH), AMBIENT, List.of(), null);
      case "T6" -> saturating(name, half(Kind.OUTAGE, new Reach(1, 2, 1), 0));
      case "T7" -> saturating(name, half(Kind.CAPACITY, new Reach(1, 0, 5), 0.5));
      case "T8" -> saturating(name, half(Kind.BLACK_HOLE, FIRST_TIER2, 0));
      case "T9" -> saturating(name, half(Kind.CAPACITY, FIRST_TIER1, 0.1));
      case "T10", "T10:5" -> failing(name, 0.05);
      case "T10:1" -> failing(name, 0.01);
      case "T10:3" -> failing(name, 0.03);
      case "T10:10" -> failing(name, 0.10);
      case "T11" -> saturating(name, half(Kind.FILLING, FIRST_TIER2, 120));
      case "T12" -> with(name, storm());
      case "T13" -> with(name, urgent());
      case "T14" -> dated(name);
      case "T15" -> replicated(name);
      case "T16" -> with(name, recalled());
      case "T17" ->
          saturating(name, new Incident(Kind.PAUSE, FIRST_TIER1, 0.5, 0.5 + 1 / 120.0, 0));
      default ->
          throw new IllegalArgumentException(
              "trace: " + name + " (expected: one of " + NAMES + ")");
    };
  }

  private static Point at(double at, double part) {
    return new Point(at, part);
  }

  private static Trace open(String name, double zipf, Point... profile) {
    Demand demand = new Demand.Open(List.of(profile), zipf);
    return new Trace(name, communities(), demand, AMBIENT, List.of(), null);
  }

  private static Trace saturating(String name, Incident... incidents) {
    Demand demand = new Demand.Saturating(DEPTH);
    return new Trace(name, communities(), demand, AMBIENT, List.of(incidents), null);
  }

  /** A fifth of the bytes is wanted in half to one and a half times what it takes. */
  private static Trace dated(String name) {
    return new Trace(
        name,
        communities(),
        new Demand.Saturating(DEPTH),
        AMBIENT,
        List.of(),
        new Campaigns(0.2, 0.5, 1.5));
  }

  private static Trace failing(String name, double failure) {
    Demand demand = new Demand.Saturating(DEPTH);
    return new Trace(name, communities(), demand, failure, List.of(), null);
  }

  private static Incident half(Kind kind, Reach storages, double value) {
    return new Incident(kind, storages, 0.25, 0.75, value);
  }

  private static Trace with(String name, Community other) {
    List<Community> all = new ArrayList<>(communities());
    all.add(other);
    return new Trace(name, all, new Demand.Saturating(DEPTH), AMBIENT, List.of(), null);
  }

  private static Trace replicated(String name) {
    List<Community> all = communities().stream().map(one -> one.replicas(3)).toList();
    List<Incident> incidents = List.of(half(Kind.CAPACITY, FIRST_TIER1, 0.1));
    return new Trace(name, all, new Demand.Saturating(DEPTH), AMBIENT, incidents, null);
  }

  private static List<Community> hot() {
    return List.of(
        Community.of("atlas", "production", 70, LHC).into(FIRST_TIER2),
        Community.of("cms", "production", 20, LHC).into(FIRST_TIER2),
        Community.of("lhcb", "user", 10, LHC).into(FIRST_TIER2));
  }

  private static Community storm() {
    return Community.of("rubin", "images", 5, FileSizes.of(5 * MB, 0.8)).filesPerS(140);
  }

  /**
   * In eight hours of set S a million files for 6,000 links come to 167 a link, so to 1.7 a second
   * there. Median 2 h, p99 24 h, a look each 10 min: as parts of those eight hours.
   */
  private static Community recalled() {
    double sigma = Math.log(12) / 2.326;
    return Community.of("atlas", "recall", 10, LHC)
        .filesPerS(1.7)
        .staged(FIRST_TIER1, new Staging(0.1, 200, 1 / 4.0, sigma, 1 / 48.0, 100));
  }

  private static Community urgent() {
    return Community.of("atlas", "production", 30, LHC)
        .priority(URGENT)
        .into(FIRST_TIER2)
        .filesPerS(1 / 30.0);
  }

  /** The communities of the WLCG, by their part of the bytes. */
  static List<Community> communities() {
    FileSizes atlas =
        new FileSizes(
            List.of(
                new FileSizes.Part(0.55, 1.2 * GB, 0.9), new FileSizes.Part(0.45, 5 * MB, 1.6)));
    return List.of(
        Community.of("atlas", "production", 30, atlas),
        Community.of("atlas", "analysis", 12, atlas),
        Community.of("atlas", "rebalancing", 8, atlas),
        Community.of("cms", "production", 20, LHC),
        Community.of("cms", "analysis", 8, LHC),
        Community.of("cms", "rebalancing", 5, LHC),
        Community.of("lhcb", "production", 6, LHC),
        Community.of("lhcb", "user", 3, LHC),
        Community.of("ska", "observation", 4, FileSizes.of(150 * MB, 1.2)),
        Community.of("dune", "raw", 4, LHC));
  }
}
