package io.tern.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.BruteForce.Key;
import java.util.List;

/** That a scheduler says of itself what {@link BruteForce} knows. */
record Agreement(Scheduler scheduler, BruteForce model) {
  void check(int waitingSlot, String where) {
    assertThat(scheduler.waiting()).as(where).isEqualTo(model.waiting.size());
    assertThat(scheduler.running()).as(where).isEqualTo(model.running);
    for (Limit limit : model.limits()) {
      check(limit, occupancy(limit), where);
    }
    if (waitingSlot >= 0) {
      checkExplanation(waitingSlot, where);
    }
  }

  /** Millions of times: words are found for what differs alone. */
  private void check(Limit limit, Occupancy is, String where) {
    int reserved = is.reserved();
    if (is.used() != model.used(limit)
        || is.ceiling() != model.ceiling(limit)
        || reserved < 0
        || reserved > 1) {
      throw new AssertionError(
          "%s is %s (expected: %d used, ceiling %d, reserved 0 or 1); %s"
              .formatted(limit, is, model.used(limit), model.ceiling(limit), where));
    }
  }

  private void checkExplanation(int slot, String where) {
    Key key = model.waiting.get(slot);
    switch (scheduler.explain(slot)) {
      case Explanation.NotWaiting() -> throw new AssertionError("waits, but: " + where);
      case Explanation.Closed(StorageName storage, Direction direction, var standing) -> {
        assertThat(model.closed).as(where).contains(new Limit.AtStorage(storage, direction));
        checkStanding(slot, standing, where);
      }
      case Explanation.NoSpace(StorageName destination, var standing) -> {
        assertThat(model.isWithheld(key)).as(where).isTrue();
        assertThat(destination).isEqualTo(scheduler.link(key.link()).destination());
        checkStanding(slot, standing, where);
      }
      case Explanation.Full(Limit limit, int full, int ceiling, var standing) -> {
        assertThat(full).as(where).isGreaterThanOrEqualTo(ceiling - reservedOrNone(limit));
        checkStanding(slot, standing, where);
      }
      case Explanation.InTurn(var standing) -> {
        assertThat(model.limits(key.link())).as(where).allMatch(model::hasRoom);
        checkStanding(slot, standing, where);
      }
    }
  }

  private void checkStanding(int slot, Explanation.Standing standing, String where) {
    assertThat(standing.ahead()).as(where).isEqualTo(model.ahead(slot));
    assertThat(standing.urgency()).as(where).isEqualTo(model.waiting.get(slot).urgency());
  }

  /** A kept place is for one whom only the scheduler knows. */
  boolean mustStart(int link) {
    return model.mayStart(link)
        && model.limits(link).stream()
            .allMatch(l -> model.used(l) + reserved(l) < model.ceiling(l));
  }

  /** How many places are kept, once it is sure that each has a reason. */
  int checkKeptPlaces(String where) {
    int kept = 0;
    for (int link = 0; link < scheduler.links() && model.running < model.pool; link++) {
      Link way = scheduler.link(link);
      Limit inbound = new Limit.AtStorage(way.destination(), Direction.INBOUND);
      if (reserved(inbound) > 0) {
        kept++;
        assertThat(blockedAtTheirSource(way.destination()))
            .as("sources for which %s keeps a place; %s", inbound, where)
            .isNotEmpty();
      }
    }
    return kept;
  }

  private List<Key> blockedAtTheirSource(StorageName destination) {
    return model.queues.keySet().stream()
        .filter(key -> scheduler.link(key.link()).destination().equals(destination))
        .filter(key -> model.isFullButOpen(model.limits(key.link()).get(1)))
        .toList();
  }

  private int reserved(Limit limit) {
    return occupancy(limit).reserved();
  }

  private int reservedOrNone(Limit limit) {
    return limit instanceof Limit.Pool ? 0 : reserved(limit);
  }

  private Occupancy occupancy(Limit limit) {
    return switch (limit) {
      case Limit.Pool() -> scheduler.pool();
      case Limit.AtStorage(StorageName storage, Direction direction) ->
          scheduler.atStorage(storage, direction);
      case Limit.OnLink(Link link) ->
          scheduler.onLink(scheduler.link(link.source(), link.destination()));
    };
  }
}
