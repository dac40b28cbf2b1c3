package io.tern.explain;

import io.tern.breaker.Breaker;
import io.tern.limit.Limit;

/** What makes it that a limit has no free place. */
final class FullLimit {
  private FullLimit() {}

  /**
   * @param used places taken or kept
   * @param places that there are now
   * @param ceiling what operators allow
   */
  static Reason of(Limit limit, int used, int places, int ceiling) {
    String kind = limit instanceof Limit.OnLink ? "link" : "storage";
    if (ceiling == 0) {
      return new Reason(kind + "-ceiling", "An operator allows nothing %s.".formatted(at(limit)));
    }
    if (places == 0) {
      return new Reason(
          "breaker",
          "Copies %s have failed one after another: one is let in every %d s, to see."
              .formatted(at(limit), Breaker.PROBE_EVERY_MS / 1_000));
    }
    String taken = "%d of %d places %s are taken or kept: ".formatted(used, places, at(limit));
    return places < ceiling
        ? new Reason(kind + "-window", taken + "as many as it has been found to bear.")
        : new Reason(kind + "-ceiling", taken + "the most that operators allow.");
  }

  static Reason pool(int places) {
    return places == 0
        ? new Reason("no-agent", "No agent is there to take it.")
        : new Reason("agents", "All %d places of the agents are taken.".formatted(places));
  }

  /** Where the limit is, as part of a sentence. */
  static String at(Limit limit) {
    return limit instanceof Limit.OnLink ? "on link " + limit : limit.toString();
  }
}
