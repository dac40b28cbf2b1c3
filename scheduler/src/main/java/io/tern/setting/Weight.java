package io.tern.setting;

import io.tern.job.Link;
import io.tern.job.StorageName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one weighs against others where places are scarce. */
public sealed interface Weight extends Setting {
  double MOST = 1e6;

  /**
   * A VO's weight against other VOs on a link; storages may be {@code *}.
   *
   * @param vo {@code public} for all that have no weight on this link
   * @param weight at least 0; 0 goes when nobody else wants to
   */
  record OfVo(StorageName source, StorageName destination, String vo, double weight)
      implements Weight {
    public static final String PUBLIC = "public";

    public OfVo {
      Rule.word("source", source.value());
      Rule.word("destination", destination.value());
      Rule.named("vo", vo);
      checkWeight("share", weight);
    }

    @Override
    public String name() {
      return nameOf(source, destination, vo);
    }

    public static String nameOf(StorageName source, StorageName destination, String vo) {
      return "vo-share/" + source + " " + destination + " " + vo;
    }

    public Link link() {
      return new Link(source, destination);
    }
  }

  /**
   * The weights of a VO's activities against each other.
   *
   * @param active whether they count at present
   * @param weights each at least 0, in the order given; {@code default} for activities without one
   */
  record OfActivities(String vo, boolean active, Map<String, Double> weights) implements Weight {
    private static final int MOST_ACTIVITIES = 1_000;

    public OfActivities {
      Rule.named("vo", vo);
      Rule.range("activities", weights.size(), 0, MOST_ACTIVITIES);
      weights.forEach((activity, weight) -> {
        Rule.named("activity", activity);
        checkWeight(activity, weight);
      });
      weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    @Override
    public String name() {
      return nameOf(vo);
    }

    public static String nameOf(String vo) {
      return "activity-shares/" + vo;
    }
  }

  private static void checkWeight(String field, double weight) {
    Rule.that(weight >= 0 && weight <= MOST, field, String.valueOf(weight), "0 to 1000000");
  }
}
