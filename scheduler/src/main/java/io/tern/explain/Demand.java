package io.tern.explain;

import io.tern.schedule.Occupancy;

/** What runs and waits at a limit, and what those that wait lack. */
final class Demand {
  private Demand() {}

  static Reason of(Limited limit) {
    String run = "%d run %s".formatted(limit.room().used(), limit.at());
    int waiting = limit.room().waiting();
    return limit.isWaitedFor()
        ? new Reason("demand", "%s, and %d wait for their places.".formatted(run, waiting))
        : new Reason("idle", run + ", and nothing waits: no limit binds.");
  }

  /** Of a limit without a free place. */
  static Reason full(Limited limit) {
    int ceiling = limit.room().ceiling();
    return Learnt.breaker(limit)
        .filter(breaker -> ceiling > 0)
        .orElseGet(
            () -> FullLimit.of(limit.limit(), limit.taken(), limit.room().places(), ceiling));
  }

  /** Of a link all of whose limits have a free place. */
  static Reason inTurn(Occupancy pool) {
    return pool.used() + pool.reserved() >= pool.ceiling()
        ? FullLimit.pool(pool.ceiling())
        : new Reason("in-turn", "Places are free: what waits starts when its turn comes.");
  }

  /** Of a storage that others wait for, but for something else before. */
  static Reason elsewhere(Limited limit) {
    return new Reason(
        "elsewhere",
        "%d of %d places %s are taken or kept: what waits lacks one at its other end, on its link or"
                .formatted(limit.taken(), limit.room().places(), limit.at())
            + " at an agent.");
  }
}
