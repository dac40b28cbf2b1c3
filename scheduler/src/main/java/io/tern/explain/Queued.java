package io.tern.explain;

import io.tern.job.Urgency;
import io.tern.limit.Limit;
import io.tern.schedule.Explanation;
import io.tern.schedule.Explanation.Standing;
import io.tern.schedule.Scheduler;
import java.time.Instant;
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
      case Explanation.NoSpace(var destination, var standing) ->
          List.of(NoSpace.at(destination, standing.share().vo()), place(standing));
      case Explanation.Full full -> List.of(full(full, ceiling), place(full.standing()));
      case Explanation.InTurn(var standing) ->
          List.of(
              new Reason("in-turn", "Places are free: it starts when its turn comes."),
              place(standing));
    };
  }

  private static Reason full(Explanation.Full full, int ceiling) {
    return full.limit() instanceof Limit.Pool
        ? FullLimit.pool(full.ceiling())
        : FullLimit.of(full.limit(), full.used(), full.ceiling(), ceiling);
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
            "Of its share %s (weight %.4g), %s of %d on its link go before it, with %s.",
            standing.share(),
            standing.weight(),
            ahead,
            standing.queued(),
            place(standing.urgency())));
  }

  private static String place(Urgency urgency) {
    String priority = "priority " + urgency.priority();
    return urgency.hasDeadline()
        ? priority + " and deadline " + Instant.ofEpochMilli(urgency.deadlineMs())
        : priority;
  }
}
