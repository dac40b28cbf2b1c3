package io.tern.loadtest.scheduling.plant;

import io.tern.job.StorageName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws a plant of a shape: the same seed gives the same plant. */
public final class PlantMaker {
  private static final double[] TIER1_GBPS = {100, 200, 400};
  private static final double[] TIER2_GBPS = {10, 20, 40, 100};
  private static final double[] PATH_GBPS = {100, 200, 400};
  private static final double[] RTT_MS = {5, 15, 30, 90, 120, 180, 250};
  private static final double TIER0_GBPS = 800;
  private static final long WHAT = 0x506c616e74L;

  private final Topology shape;
  private final Physics physics;
  private final SplittableRandom chance;
  private final long seed;
  private final double[] gbps;
  private final List<Path> paths = new ArrayList<>();

  private PlantMaker(Topology shape, Physics physics, long seed) {
    this.shape = shape;
    this.physics = physics;
    this.seed = seed;
    chance = Chance.source(seed, WHAT, 0);
    gbps = new double[shape.tier0() + shape.tier1() + shape.tier2()];
  }

  public static Plant make(Topology shape, Physics physics, long seed) {
    return new PlantMaker(shape, physics, seed).make();
  }

  private Plant make() {
    for (int i = 0; i < gbps.length; i++) {
      gbps[i] = shape.capacity() * drawnGbps(tier(i));
    }
    joinTier1();
    double[] popularity = zipf(shape.tier1());
    for (int i = tier2(); i < gbps.length; i++) {
      joinTier2(i, popularity);
    }
    return new Plant(shape.name(), seed, physics, endpoints(), paths);
  }

  private double drawnGbps(int tier) {
    return switch (tier) {
      case 0 -> TIER0_GBPS;
      case 1 -> oneOf(TIER1_GBPS);
      default -> oneOf(TIER2_GBPS);
    };
  }

  private int tier(int index) {
    return index < shape.tier0() ? 0 : index < tier2() ? 1 : 2;
  }

  private int tier2() {
    return shape.tier0() + shape.tier1();
  }

  private void joinTier1() {
    for (int a = 0; a < tier2(); a++) {
      for (int b = shape.tier0(); b < tier2(); b++) {
        if (a != b && (tier(a) == 0 || chance.nextDouble() < shape.tier1Pairs())) {
          join(a, b);
        }
      }
    }
  }

  private void joinTier2(int storage, double[] popularity) {
    double[] even = new double[shape.tier1()];
    Arrays.fill(even, 1);
    distinct(shape.inbound(), popularity).forEach(tier1 -> join(shape.tier0() + tier1, storage));
    distinct(shape.outbound(), even).forEach(tier1 -> join(storage, shape.tier0() + tier1));
  }

  private void join(int source, int destination) {
    double rtt = oneOf(RTT_MS);
    double window = Chance.logNormal(chance, physics.windowGbpsMs() / rtt, physics.windowSigma());
    double copy = Math.min(physics.streamGbps(), window + physics.floorGbps());
    double path = shape.capacity() * oneOf(PATH_GBPS);
    paths.add(new Path(source, destination, path, rtt, copy));
  }

  private List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < gbps.length; i++) {
      int knee = (int) Math.round(physics.kneeFactor() * gbps[i] / meanCopyGbps(i));
      endpoints.add(
          new Endpoint(
              name(i),
              tier(i),
              gbps[i],
              Math.max(Physics.LEAST_KNEE, knee),
              physics.requestsPerGbps() * gbps[i]));
    }
    return endpoints;
  }

  private double meanCopyGbps(int storage) {
    return paths.stream()
        .filter(path -> path.source() == storage || path.destination() == storage)
        .mapToDouble(Path::copyGbps)
        .average()
        .orElse(physics.streamGbps());
  }

  private StorageName name(int index) {
    return new StorageName("https://t%d.site%03d.example".formatted(tier(index), index));
  }

  private double oneOf(double[] values) {
    return values[chance.nextInt(values.length)];
  }

  private static double[] zipf(int count) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = 1.0 / (i + 1);
    }
    return weights;
  }

  private Set<Integer> distinct(int count, double[] weights) {
    Set<Integer> drawn = new LinkedHashSet<>();
    while (drawn.size() < Math.min(count, weights.length)) {
      drawn.add(weighted(weights));
    }
    return drawn;
  }

  private int weighted(double[] weights) {
    double at = chance.nextDouble() * Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length - 1; i++) {
      at -= weights[i];
      if (at < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }
}
