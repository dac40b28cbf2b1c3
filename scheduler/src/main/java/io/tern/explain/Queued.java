package io.tern.explain;

import io.tern.breaker.Breaker;
import io.tern.limit.Limit;
import io.tern.schedule.Explanation;
import io.tern.schedule.Explanation.Standing;
import io.tern.schedule.Scheduler;
import java.util.List;
import java.util.Locale;

/** Why a transfer that waits for its places has none yet: what binds, then its place in line. */
public final class Queued {
  private Queued() {}

  /**
   * @param ceiling what operators allow at the limit that is full, if one is
   */
  public static List<Reason> of(Explanation explanation, int ceiling) {
    return switch (explanation) {
      case Explanation.NotWaiting() -> List.of();
      case Explanation.Closed(var storage, var direction, var standing) ->
          List.of(
              new Reason(
                  "closed", "Nothing starts " + new Limit.AtStorage(storage, direction) + " now."),
              place(standing));
      case Explanation.Full full -> List.of(full(full, ceiling), place(full.standing()));
      case Explanation.InTurn(var standing) ->
          List.of(
              new Reason("in-turn", "Places are free: it starts when its turn comes."),
              place(standing));
    };
  }

  private static Reason full(Explanation.Full full, int ceiling) {
    if (full.limit() instanceof Limit.Pool) {
      return full.ceiling() == 0
          ? new Reason("no-agent", "No agent is there to take it.")
          : new Reason(
              "agents", "All %d places of the agents are taken.".formatted(full.ceiling()));
    }
    String kind = full.limit() instanceof Limit.OnLink ? "link" : "storage";
    if (ceiling == 0) {
      return new Reason(
          kind + "-ceiling", "An operator allows nothing %s.".formatted(at(full.limit())));
    }
    if (full.ceiling() == 0) {
      return new Reason(
          "breaker",
          "Copies %s have failed one after another: one is let in every %d s, to see."
              .formatted(at(full.limit()), Breaker.PROBE_EVERY_MS / 1_000));
    }
    return full.ceiling() < ceiling
        ? new Reason(kind + "-window", taken(full, "as many as it has been found to bear"))
        : new Reason(kind + "-ceiling", taken(full, "the most that operators allow"));
  }

  private static String taken(Explanation.Full full, String why) {
    return "%d of %d places %s are taken or kept: %s."
        .formatted(full.used(), full.ceiling(), at(full.limit()), why);
  }

  private static String at(Limit limit) {
    return limit instanceof Limit.OnLink ? "on link " + limit : limit.toString();
  }

  private static Reason place(Standing standing) {
    String ahead =
        standing.ahead() >= Scheduler.COUNTED_AHEAD
            ? "at least " + standing.ahead()
            : Integer.toString(standing.ahead());
    return new Reason(
        "share",
        String.format(
            Locale.ROOT,
            "Of its share %s (weight %.4g), %s of %d on its link go before it, with priority %d.",
            standing.share(),
            standing.weight(),
            ahead,
            standing.queued(),
            standing.priority()));
  }
}
