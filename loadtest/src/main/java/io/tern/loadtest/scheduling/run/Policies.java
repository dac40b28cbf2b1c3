package io.tern.loadtest.scheduling.run;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.loadtest.scheduling.baseline.Fts3;
import io.tern.loadtest.scheduling.baseline.Fts3Limits;
import io.tern.loadtest.scheduling.baseline.LinkControl;
import io.tern.loadtest.scheduling.baseline.Planned;
import io.tern.loadtest.scheduling.bound.Bound;
import io.tern.loadtest.scheduling.plant.Endpoint;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.policy.Ceiled;
import io.tern.loadtest.scheduling.policy.Piloted;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Queueing;
import io.tern.loadtest.scheduling.policy.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The policies by name. Those tuned by an oracle, and the oracle itself, get numbers here that no
 * policy can see; all others get their setting alone.
 */
final class Policies {
  static final List<String> NAMES =
      List.of(
          "ours",
          "fixed",
          "fts3",
          "fts3-3.12",
          "fts3-tuned",
          "fts3-3.12-tuned",
          "aimd",
          "gradient",
          "oracle");

  private static final int FIXED_LINK = 60;

  /** As FTS3 ships it. */
  private static final int FIXED_STORAGE = 200;

  private static final int TUNED_LINK = 400;

  /**
   * The part of the knee that serves FTS3 best as a storage's limit, of 1, 0.5 and 0.3 on seed 1:
   * it counts less than what runs.
   */
  private static final double TUNED_KNEE = 0.3;

  private static final double SPARE = 1.1;
  private static final StorageName ANY = new StorageName("*");

  private final Plant plant;
  private final Bound bound;
  private final Setting setting;
  private final boolean isOpen;

  /**
   * @param isOpen transfers come as they come, not as many as can be
   */
  Policies(Plant plant, Bound bound, Setting setting, boolean isOpen) {
    this.plant = plant;
    this.bound = bound;
    this.setting = setting;
    this.isOpen = isOpen;
  }

  Policy of(String name) {
    return switch (name) {
      case "ours" -> new Queueing(setting, new Piloted());
      case "fixed" -> new Queueing(setting, new Ceiled(fixed()));
      case "fts3" -> Fts3.forgetful(setting, Fts3Limits.SHIPPED, plant.seed());
      case "fts3-3.12" -> Fts3.remembering(setting, Fts3Limits.SHIPPED, plant.seed());
      case "fts3-tuned" -> Fts3.forgetful(setting, tuned(), plant.seed());
      case "fts3-3.12-tuned" -> Fts3.remembering(setting, tuned(), plant.seed());
      case "aimd" -> new Queueing(setting, LinkControl.aimd(setting, atKnees()));
      case "gradient" -> new Queueing(setting, LinkControl.gradient(setting, atKnees()));
      case "oracle" -> new Queueing(setting, new Planned(plan()));
      default ->
          throw new IllegalArgumentException(
              "policy: " + name + " (expected: one of " + NAMES + ")");
    };
  }

  private static Ceilings fixed() {
    return Ceilings.defaults()
        .with(new Limit.OnLink(new Link(ANY, ANY)), FIXED_LINK)
        .with(new Limit.AtStorage(ANY, Direction.INBOUND), FIXED_STORAGE)
        .with(new Limit.AtStorage(ANY, Direction.OUTBOUND), FIXED_STORAGE);
  }

  private Fts3Limits tuned() {
    Map<StorageName, Integer> limits =
        plant.storages().stream()
            .collect(
                Collectors.toMap(
                    Endpoint::name, storage -> (int) Math.ceil(TUNED_KNEE * storage.knee())));
    return new Fts3Limits(Fts3Limits.SHIPPED.linkMin(), TUNED_LINK, limits, FIXED_STORAGE);
  }

  private Map<Limit, Integer> atKnees() {
    Map<Limit, Integer> limits = new HashMap<>();
    for (Endpoint storage : plant.storages()) {
      limits.put(new Limit.AtStorage(storage.name(), Direction.INBOUND), storage.knee());
      limits.put(new Limit.AtStorage(storage.name(), Direction.OUTBOUND), storage.knee());
    }
    return limits;
  }

  /** In an open trace the first plan stays, since what comes is what it was made for. */
  private NavigableMap<Long, Ceilings> plan() {
    NavigableMap<Long, Ceilings> plan = new TreeMap<>();
    for (Bound.Part part : isOpen ? bound.parts().subList(0, 1) : bound.parts()) {
      Map<Limit, Integer> limits = atKnees();
      for (int link = 0; link < part.places().length; link++) {
        int places = (int) Math.round(SPARE * part.places()[link]);
        limits.put(new Limit.OnLink(setting.links().get(link)), places);
      }
      plan.put(part.fromMs(), Ceilings.of(limits));
    }
    return plan;
  }
}
