package io.tern.ledger;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.Scheduler;
import io.tern.setting.LinkRule;
import io.tern.setting.Settings;
import io.tern.setting.StorageRule;
import io.tern.setting.Weight;
import io.tern.share.Weights;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has the scheduler go by the settings. */
final class Steering {
  private static final String ANY = "*";
  private static final Link ANY_LINK = new Link(new StorageName(ANY), new StorageName(ANY));

  /** FTS's activity for those that have no weight of their own. */
  private static final String OTHERS = "default";

  /** What weighs nothing goes when nobody else wants to. */
  private static final double LAST = 1e-6;

  private Steering() {}

  static void steer(Scheduler scheduler, Settings settings) {
    scheduler.ceilings(ceilings(settings));
    scheduler.weights(weights(settings));
  }

  static Ceilings ceilings(Settings settings) {
    Map<Limit, Integer> limits = new HashMap<>();
    Map<Link, Integer> floors = new HashMap<>();
    for (var written : settings.all(LinkRule.class)) {
      LinkRule rule = written.setting();
      limits.put(new Limit.OnLink(rule.link()), rule.maxActive());
      floors.put(rule.link(), rule.minActive());
    }
    for (var written : settings.all(LinkRule.FixedActive.class)) {
      LinkRule.FixedActive fixed = written.setting();
      int places =
          settings
              .link(fixed.link())
              .map(rule -> Math.clamp(fixed.active(), rule.minActive(), rule.maxActive()))
              .orElse(fixed.active());
      limits.put(new Limit.OnLink(fixed.link()), places);
      floors.put(fixed.link(), places);
    }
    for (var written : settings.all(StorageRule.class)) {
      StorageRule rule = written.setting();
      limit(limits, rule.storage(), Direction.INBOUND, rule.inbound().active());
      limit(limits, rule.storage(), Direction.OUTBOUND, rule.outbound().active());
    }
    return Ceilings.of(limits).withFloors(floors);
  }

  /** As in FTS, 0 is as if nothing were set. */
  private static void limit(
      Map<Limit, Integer> limits, StorageName storage, Direction direction, @Nullable Integer max) {
    if (max != null && max > 0) {
      limits.put(new Limit.AtStorage(storage, direction), max);
    }
  }

  /** A VO's weight everywhere, times what its activities weigh against each other; and on links. */
  static Weights weights(Settings settings) {
    Map<Share, Double> weights = new HashMap<>();
    Map<Link, Map<String, Double>> onLinks = new HashMap<>();
    for (var written : settings.all(Weight.OfVo.class)) {
      Weight.OfVo share = written.setting();
      String vo = share.vo().equals(Weight.OfVo.PUBLIC) ? ANY : share.vo();
      double weight = Math.max(share.weight(), LAST);
      if (share.link().equals(ANY_LINK)) {
        weights.put(new Share(vo, ANY), weight);
      } else {
        onLinks.computeIfAbsent(share.link(), link -> new HashMap<>()).put(vo, weight);
      }
    }
    for (var written : settings.all(Weight.OfActivities.class)) {
      if (written.setting().active()) {
        putActivities(weights, written.setting());
      }
    }
    return Weights.of(weights).withLinks(onLinks);
  }

  private static void putActivities(Map<Share, Double> weights, Weight.OfActivities vo) {
    double whole = weights.getOrDefault(new Share(vo.vo(), ANY), Weights.DEFAULT);
    vo.weights()
        .forEach((activity, weight) -> {
          double own = Math.max(whole * weight, LAST);
          weights.put(new Share(vo.vo(), activity), own);
          if (activity.equals(OTHERS)) {
            weights.put(new Share(vo.vo(), ANY), own);
          }
        });
  }
}
