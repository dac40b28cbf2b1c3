package io.tern.schedule;

import io.tern.job.Urgency;
import io.tern.limit.Places;
import io.tern.queue.Queues;
import io.tern.share.FairLine;
import io.tern.share.Stake;
import io.tern.share.Turn;
import java.util.ArrayList;
import java.util.List;
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
  private final KeptPlaces kept;

  Admission(Queues queues, Places pool) {
    this.queues = queues;
    this.pool = pool;
    this.kept = new KeptPlaces(queues);
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
    } else {
      keepAtMost(backlog, queues.size(backlog.id()));
      urge(backlog, urgency);
    }
  }

  /** One who is called up stays so, however urgent he is now. */
  private void urge(Backlog backlog, Urgency urgency) {
    double left = left(backlog);
    Turn another = backlog.another;
    if (another != null) {
      FairLine.urge(another, urgency, left);
    }
    if (backlog.offeredBy == null) {
      FairLine.urge(backlog.turn, backlog.kept > 0 ? Turn.foremost(urgency) : urgency, left);
    }
  }

  /** What part of what waits for its first deadline is left. */
  private double left(Backlog backlog) {
    return queues.left(queues.first(backlog.id()));
  }

  /** How urgent its first transfer is; null if it has none that may stand in line. */
  private @Nullable Urgency foremost(Backlog backlog) {
    return backlog.isWithheld() ? null : queues.foremost(backlog.id());
  }

  /** Where a backlog whose turn it is must wait; null if its first transfer may start. */
  private @Nullable Gate obstacle(Backlog backlog) {
    boolean calledUp = backlog.offeredBy != null;
    for (Gate gate : backlog.gates) {
      boolean hasTurn = calledUp || hasKept(gate, backlog) || !gate.isContended();
      if (!hasTurn || !admits(gate, backlog)) {
        return gate;
      }
    }
    return null;
  }

  /** Whether a place at a gate is free for a backlog, whoever else waits for it. */
  boolean admits(Gate gate, Backlog backlog) {
    return hasKept(gate, backlog) ? gate.places.hasKept() : gate.places.hasRoom();
  }

  private static boolean hasKept(Gate gate, Backlog backlog) {
    return backlog.kept > 0 && gate == backlog.destination();
  }

  private void park(Backlog backlog, Gate gate) {
    holdOn(backlog, gate);
    Urgency urgency = queues.urgency(queues.first(backlog.id()));
    if (backlog.kept > 0) {
      standForemost(backlog, urgency);
    } else if (backlog.offeredBy == null) {
      stand(backlog, gate, urgency);
    } else {
      backlog.turn.left(left(backlog));
      gate.line.addFirst(backlog.turn, backlog.standAt(gate), urgency);
    }
    endCall(backlog);
  }

  private void stand(Backlog backlog, Gate gate, Urgency urgency) {
    backlog.turn.left(left(backlog));
    gate.line.addLast(backlog.turn, backlog.standAt(gate), urgency);
  }

  /** At its source, which alone it lacks, and for more at its destination. */
  private void standForemost(Backlog backlog, Urgency urgency) {
    stand(backlog, backlog.source(), Turn.foremost(urgency));
    seekAnother(backlog, urgency);
  }

  private void seekAnother(Backlog backlog, Urgency urgency) {
    if (!kept.mayHaveAnother(backlog, urgency)) {
      return;
    }
    Turn another = backlog.another();
    if (!another.isInLine()) {
      Gate destination = backlog.destination();
      another.left(left(backlog));
      destination.line.addLast(another, backlog.standAt(destination), urgency);
      callUp(destination);
    }
  }

  /** Its destination has a further place for it. */
  private void keepAnother(Backlog backlog) {
    Urgency urgency = queues.urgency(queues.first(backlog.id()));
    if (kept.mayHaveAnother(backlog, urgency)) {
      kept.keep(backlog);
      seekAnother(backlog, urgency);
    }
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
      kept.keep(backlog);
    }
  }

  private void letGo(Backlog backlog) {
    keepAtMost(backlog, 0);
  }

  private void keepAtMost(Backlog backlog, int most) {
    if (backlog.kept > most) {
      kept.trim(backlog, most);
      callUp(backlog.destination());
    }
  }

  /** After a change of limits, lest a place is kept for one whose source has shut. */
  void letGoAll() {
    for (Backlog backlog : kept.holders()) {
      letGo(backlog);
      settle(backlog);
    }
  }

  private int start(Backlog backlog) {
    int slot = queues.first(backlog.id());
    take(backlog);
    charge(backlog, backlog.cost(queues.bytes(slot)));
    if (backlog.kept > 0) {
      kept.release(backlog);
    }
    queues.remove(slot);
    keepAtMost(backlog, queues.size(backlog.id()));
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
    for (Gate gate : backlog.gates) {
      backlog.charge(gate, cost);
    }
  }

  /** Makes good what was charged too much or too little for a size that nobody knew. */
  void sized(Backlog backlog, long bytes) {
    charge(backlog, bytes - backlog.stake.fileBytes());
    backlog.stake.sized(bytes);
  }

  /**
   * After a start: at its source again while its destination keeps a place for it; at a destination
   * for which others wait, since the next call of its source would be in vain without a place
   * there; otherwise behind the others at the gate that had called it up, so that the gate's next
   * call weighs all shares. At the pool if the pool is now what is scarce.
   */
  private void standAgain(Backlog backlog) {
    Urgency urgency = foremost(backlog);
    if (urgency == null) {
      return;
    }
    Gate gate = backlog.offeredBy;
    Gate destination = backlog.destination();
    if (!pool.hasRoom()) {
      line.addLast(backlog.turn, backlog.poolLane, urgency);
    } else if (backlog.kept > 0) {
      standForemost(backlog, urgency);
    } else if (gate == backlog.source() && destination.isContended()) {
      stand(backlog, destination, urgency);
      callUp(destination);
    } else if (gate != null) {
      stand(backlog, gate, urgency);
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
    while (gate.onOffer == null && gate.places.hasRoom()) {
      Turn first = gate.line.poll();
      if (first == null) {
        return;
      }
      call(gate, first);
    }
  }

  private void call(Gate gate, Turn first) {
    Backlog backlog = backlogs.get(first.id());
    if (first == backlog.another) {
      keepAnother(backlog);
    } else {
      backlog.offeredBy = gate;
      gate.onOffer = backlog;
      line.addLast(first, backlog.poolLane, CALLED_UP);
    }
  }
}
