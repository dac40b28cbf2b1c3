package io.tern.orchestrator.config;

import io.tern.job.StorageName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Ceilings and shares, from the file that {@code --settings} names. A storage of {@code *} stands
 * for every storage that has no entry of its own.
 */
public record SchedulingSettings(
    List<LinkCeiling> links,
    List<StorageCeiling> storages,
    List<VoShare> shares,
    List<ActivityWeights> activities) {
  /** Nothing configured. */
  public static final SchedulingSettings NONE =
      new SchedulingSettings(List.of(), List.of(), List.of(), List.of());

  private static final int MOST_ACTIVE = 100_000;

  public SchedulingSettings {
    links = List.copyOf(links);
    storages = List.copyOf(storages);
    shares = List.copyOf(shares);
    activities = List.copyOf(activities);
  }

  /**
   * Reads a file of them.
   *
   * @throws ConfigException naming what is wrong
   */
  public static SchedulingSettings read(Path file) {
    return RecordReader.read(YamlFile.read(file), NONE);
  }

  /**
   * At most {@code maxActive} attempts, 0 to 100000, from {@code source} to {@code destination}.
   */
  public record LinkCeiling(StorageName source, StorageName destination, int maxActive) {
    public LinkCeiling {
      Check.range("maxActive", maxActive, 0, MOST_ACTIVE);
    }
  }

  /** At most so many attempts, 0 to 100000, into and out of {@code storage}. */
  public record StorageCeiling(StorageName storage, int inboundMaxActive, int outboundMaxActive) {
    public StorageCeiling {
      Check.range("inboundMaxActive", inboundMaxActive, 0, MOST_ACTIVE);
      Check.range("outboundMaxActive", outboundMaxActive, 0, MOST_ACTIVE);
    }
  }

  /** A VO's weight against other VOs, above 0. */
  public record VoShare(String vo, double weight) {
    public VoShare {
      checkWeight("weight", weight);
    }
  }

  /** The weights of a VO's activities against each other, each above 0. */
  public record ActivityWeights(String vo, Map<String, Double> weights) {
    public ActivityWeights {
      weights = Map.copyOf(weights);
      weights.forEach((activity, weight) -> checkWeight("weights." + activity, weight));
    }
  }

  private static void checkWeight(String field, double weight) {
    Check.that(weight > 0 && weight <= 1e6, field, weight, "above 0, at most 1000000");
  }
}
