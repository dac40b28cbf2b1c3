package io.tern.schedule;

import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.limit.Places;
import io.tern.queue.Queues;

/** Why a transfer has not started; it asks and changes nothing. */
final class Obstacles {
  /** How far it counts among equals. */
  static final int COUNTED_AHEAD = 10_000;

  private final Admission admission;
  private final Queues queues;
  private final Places pool;
  private final Shares shares;

  Obstacles(Admission admission, Queues queues, Places pool, Shares shares) {
    this.admission = admission;
    this.queues = queues;
    this.pool = pool;
    this.shares = shares;
  }

  /** The first obstacle, in the order in which {@link Admission} asks. */
  Explanation first(int slot) {
    if (!queues.contains(slot)) {
      return new Explanation.NotWaiting();
    }
    Backlog backlog = admission.backlogOf(slot);
    Explanation.Standing standing = standing(slot, backlog);
    if (backlog.isWithheld()) {
      return new Explanation.NoSpace(backlog.way.link.destination(), standing);
    }
    for (Gate gate : backlog.gates) {
      if (!admission.admits(gate, backlog)) {
        return obstructed(gate, standing);
      }
    }
    return pool.hasRoom()
        ? new Explanation.InTurn(standing)
        : full(new Limit.Pool(), pool, standing);
  }

  private Explanation.Standing standing(int slot, Backlog backlog) {
    var stake = shares.stake(backlog.share);
    return new Explanation.Standing(
        queues.urgency(slot),
        queues.ahead(slot, COUNTED_AHEAD),
        queues.size(backlog.id()),
        stake.share(),
        stake.weight());
  }

  private static Explanation obstructed(Gate gate, Explanation.Standing standing) {
    if (gate.places.isClosed()
        && gate.limit instanceof Limit.AtStorage(StorageName storage, Direction direction)) {
      return new Explanation.Closed(storage, direction, standing);
    }
    return full(gate.limit, gate.places, standing);
  }

  private static Explanation full(Limit limit, Places places, Explanation.Standing standing) {
    return new Explanation.Full(limit, places.used(), places.ceiling(), standing);
  }
}
