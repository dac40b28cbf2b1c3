package io.tern.orchestrator.config;

import io.tern.job.StorageName;
import io.tern.setting.LinkRule;
import io.tern.setting.Setting;
import io.tern.setting.StorageRule;
import io.tern.setting.Weight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ceilings and shares, from the file that {@code --settings} names. A storage of {@code *} stands
 * for every storage that has no entry of its own. What operators have set since under the same name
 * holds; the file fills what is not set.
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
  private static final StorageName ANY = new StorageName("*");

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

  /** The same as what operators can set one by one. */
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    links.forEach(link -> all.add(link.rule()));
    storages.forEach(storage -> all.add(storage.rule()));
    shares.forEach(share -> all.add(new Weight.OfVo(ANY, ANY, share.vo(), share.weight())));
    activities.forEach(vo -> all.add(new Weight.OfActivities(vo.vo(), true, vo.weights())));
    return all;
  }

  /**
   * At most {@code maxActive} attempts, 0 to 100000, from {@code source} to {@code destination}.
   */
  public record LinkCeiling(StorageName source, StorageName destination, int maxActive) {
    public LinkCeiling {
      Check.range("maxActive", maxActive, 0, MOST_ACTIVE);
    }

    private LinkRule rule() {
      String name = source + " -> " + destination;
      return new LinkRule(name, source, destination, 0, maxActive, null, null, null, null);
    }
  }

  /** At most so many attempts, up to 100000, into and out of {@code storage}; 0: not set. */
  public record StorageCeiling(StorageName storage, int inboundMaxActive, int outboundMaxActive) {
    public StorageCeiling {
      Check.range("inboundMaxActive", inboundMaxActive, 0, MOST_ACTIVE);
      Check.range("outboundMaxActive", outboundMaxActive, 0, MOST_ACTIVE);
    }

    private StorageRule rule() {
      return StorageRule.unset(storage)
          .withMost(
              new StorageRule.Most(inboundMaxActive, null),
              new StorageRule.Most(outboundMaxActive, null));
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
