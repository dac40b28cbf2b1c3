package io.tern.loadtest.scheduling.plant;

/**
 * The shape of a plant.
 *
 * @param tier1Pairs probability that an ordered pair of tier-1 storages has a link
 * @param inbound links into each tier-2 storage, from tier-1 storages by popularity
 * @param outbound links out of each tier-2 storage, to tier-1 storages
 * @param capacity factor on all capacities
 */
public record Topology(
    String name,
    int tier0,
    int tier1,
    int tier2,
    double tier1Pairs,
    int inbound,
    int outbound,
    double capacity) {

  /** 35 storages, about 290 links. */
  public static final Topology S = new Topology("S", 1, 10, 24, 0.45, 7, 3, 1);

  /** 300 storages, about 6,000 links: the WLCG. */
  public static final Topology W = new Topology("W", 2, 70, 228, 0.45, 11, 5, 1);

  /** 300 storages, about 10,000 links, eight times the capacity: the WLCG with HL-LHC. */
  public static final Topology H = new Topology("H", 2, 70, 228, 0.7, 18, 10, 8);

  /** 1,000 storages, about 100,000 links: for the control plane. */
  public static final Topology X = new Topology("X", 4, 196, 800, 0.8, 56, 30, 8);

  public static Topology of(String set) {
    return switch (set) {
      case "S" -> S;
      case "W" -> W;
      case "H" -> H;
      case "X" -> X;
      default -> throw new IllegalArgumentException("set: " + set + " (expected: S, W, H or X)");
    };
  }
}
