package io.tern.schedule;

import io.tern.job.Urgency;
import io.tern.limit.Places;
import io.tern.queue.Queues;
import io.tern.share.Cost;
import io.tern.share.FairLine;
import io.tern.share.Stake;
import io.tern.share.Stand;
import io.tern.share.Turn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who stands where, and who goes next.
 *
 * <p>A transfer needs four places: in the pool, at its destination, at its source and on its link.
 * Every queue with work stands in exactly one line: that of the pool, or that of one gate that was
 * full (or closed) when its turn came. A gate that has room again calls up the first of its line,
 * by the gate's own fair order, into the line of the pool, one at a time, while newcomers go behind
 * those who wait. So once {@link #next} has found nothing, either the pool is full or every queue
 * with work stands at a full gate, and a freed place costs a few steps whatever waits.
 */
final class Admission {
  /** One whom a gate has called up was its gate's first: nobody of his share passes him again. */
  private static final Urgency CALLED_UP = new Urgency(Queues.HIGHEST_PRIORITY, Long.MIN_VALUE);

  private final Queues queues;
  private final Places pool;
  private final FairLine line = new FairLine();
  private final List<Backlog> backlogs = new ArrayList<>();

  /** For each of whom its destination keeps a place until its source has one too. */
  private final Set<Backlog> holders = new LinkedHashSet<>();

  Admission(Queues queues, Places pool) {
    this.queues = queues;
    this.pool = pool;
  }

  Backlog newBacklog(int share, Stake stake, Stake onLink, Way way) {
    Backlog backlog = new Backlog(backlogs.size(), share, stake, onLink, line.lane(stake), way);
    backlogs.add(backlog);
    return backlog;
  }

  /** The backlog in which a slot waits. */
  Backlog backlogOf(int slot) {
    return backlogs.get(queues.queue(slot));
  }

  /** The first transfer of the backlog whose turn it is, started; -1 if none may start. */
  int next() {
    while (pool.hasRoom()) {
      Turn turn = line.poll();
      if (turn == null) {
        return -1;
      }
      Backlog backlog = backlogs.get(turn.id());
      Gate obstacle = obstacle(backlog);
      if (obstacle == null) {
        return start(backlog);
      }
      park(backlog, obstacle);
    }
    return -1;
  }

  /** Lets a backlog stand where its first transfer belongs, after any change of its queue. */
  void settle(Backlog backlog) {
    Urgency urgency = foremost(backlog);
    if (urgency == null) {
      FairLine.remove(backlog.turn);
      letGo(backlog);
      endCall(backlog);
    } else if (!backlog.turn.isInLine()) {
      line.addLast(backlog.turn, backlog.poolLane, urgency);
    } else if (backlog.offeredBy == null && !holders.contains(backlog)) {
      FairLine.urge(backlog.turn, urgency);
    }
  }

  /** How urgent its first transfer is; null if it has none that may stand in line. */
  private @Nullable Urgency foremost(Backlog backlog) {
    return backlog.isWithheld() ? null : queues.foremost(backlog.id());
  }

  /** Where a backlog whose turn it is must wait; null if its first transfer may start. */
  private @Nullable Gate obstacle(Backlog backlog) {
    boolean calledUp = backlog.offeredBy != null;
    for (Gate gate : backlog.gates) {
      if (!admits(gate, backlog) || (!calledUp && gate.isContended())) {
        return gate;
      }
    }
    return null;
  }

  /** Whether a place at a gate is free for a backlog, whoever else waits for it. */
  boolean admits(Gate gate, Backlog backlog) {
    return (gate == backlog.destination() && holders.contains(backlog))
        ? gate.places.hasKept()
        : gate.places.hasRoom();
  }

  private void park(Backlog backlog, Gate gate) {
    holdOn(backlog, gate);
    Stand stand = backlog.standAt(gate);
    Urgency urgency = queues.urgency(queues.first(backlog.id()));
    if (holders.contains(backlog)) {
      gate.line.addLast(backlog.turn, stand, Turn.FOREMOST);
    } else if (backlog.offeredBy == null) {
      gate.line.addLast(backlog.turn, stand, urgency);
    } else {
      gate.line.addFirst(backlog.turn, stand, urgency);
    }
    endCall(backlog);
  }

  /**
   * Two ends that are both always full are seldom free at once, so a link between them would get
   * less than its share. Its destination therefore keeps the place that it has called it up for
   * while it stands foremost at its source. Nobody keeps a source while waiting for a destination,
   * so no two wait for each other.
   */
  private void holdOn(Backlog backlog, Gate obstacle) {
    Gate destination = backlog.destination();
    if (obstacle != backlog.source()) {
      letGo(backlog);
    } else if (backlog.offeredBy == destination
        && destination.mayKeep()
        && !obstacle.places.isShut()) {
      destination.places.reserve();
      holders.add(backlog);
    }
  }

  private void letGo(Backlog backlog) {
    if (holders.remove(backlog)) {
      backlog.destination().places.unreserve();
      callUp(backlog.destination());
    }
  }

  /** After a change of limits, lest a place is kept for one whose source has shut. */
  void letGoAll() {
    for (Backlog backlog : List.copyOf(holders)) {
      letGo(backlog);
      settle(backlog);
    }
  }

  private int start(Backlog backlog) {
    int slot = queues.first(backlog.id());
    take(backlog);
    letGo(backlog);
    charge(backlog, Cost.of(queues.bytes(slot), backlog.stake, backlog.way.overhead));
    queues.remove(slot);
    standAgain(backlog);
    endCall(backlog);
    return slot;
  }

  void take(Backlog backlog) {
    pool.take();
    backlog.running++;
    for (Gate gate : backlog.gates) {
      gate.places.take();
    }
  }

  void free(Backlog backlog) {
    pool.free();
    backlog.running--;
    for (Gate gate : backlog.gates) {
      gate.places.free();
      callUp(gate);
    }
  }

  private void charge(Backlog backlog, double cost) {
    line.charge(backlog.poolLane, cost);
    for (int i = 0; i < backlog.gates.length; i++) {
      backlog.gates[i].line.charge(backlog.stands[i].lane(), cost);
      backlog.stands[i].charge(cost, backlog.way.worth);
    }
  }

  /** Makes good what was charged too much or too little for a size that nobody knew. */
  void sized(Backlog backlog, long bytes) {
    charge(backlog, bytes - backlog.stake.fileBytes());
    backlog.stake.sized(bytes);
  }

  /**
   * After a start: behind the others at the gate that had called it up, so that the gate's next
   * call weighs all shares; at the pool if the pool is now what is scarce.
   */
  private void standAgain(Backlog backlog) {
    Urgency urgency = foremost(backlog);
    if (urgency == null) {
      return;
    }
    Gate gate = backlog.offeredBy;
    if (gate != null && pool.hasRoom()) {
      gate.line.addLast(backlog.turn, backlog.standAt(gate), urgency);
    } else {
      line.addLast(backlog.turn, backlog.poolLane, urgency);
    }
  }

  /** The call that brought a backlog here, if any, is over; its gate may call up another. */
  private void endCall(Backlog backlog) {
    Gate gate = backlog.offeredBy;
    if (gate != null) {
      backlog.offeredBy = null;
      gate.onOffer = null;
      callUp(gate);
    }
  }

  void callUp(Gate gate) {
    if (gate.onOffer != null || !gate.places.hasRoom()) {
      return;
    }
    Turn first = gate.line.poll();
    if (first != null) {
      Backlog backlog = backlogs.get(first.id());
      backlog.offeredBy = gate;
      gate.onOffer = backlog;
      line.addLast(first, backlog.poolLane, CALLED_UP);
    }
  }
}
