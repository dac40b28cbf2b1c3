package io.tern.schedule;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.limit.Places;
import io.tern.queue.Queues;
import io.tern.share.Cost;
import io.tern.share.FairLine;
import io.tern.share.Lane;
import io.tern.share.Turn;
import io.tern.share.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits, what runs, and which waiting transfer may start next. A transfer is a slot: a small
 * non-negative int that the caller gives and recycles. Not thread-safe; knows no time.
 *
 * <p>A transfer needs four places: in the pool, at its destination, at its source and on its link.
 * Every queue with work stands in exactly one line: that of the pool, or that of one gate that was
 * full (or closed) when its turn came. A gate that has room again calls up the first of its line,
 * by the gate's own fair order, into the line of the pool, one at a time, while newcomers go behind
 * those who wait. So once {@link #next} has found nothing, either the pool is full or every queue
 * with work stands at a full gate, and a freed place costs a few steps whatever waits.
 */
public final class Scheduler {
  /** {@link #explain} counts no further than this among equals. */
  public static final int COUNTED_AHEAD = 10_000;

  /** One whom a gate has called up was its gate's first: nobody of his share passes him again. */
  private static final int CALLED_UP = Queues.HIGHEST_PRIORITY;

  /** Calls in vain after which a destination keeps a place. */
  private static final int PATIENCE = 8;

  private final Queues queues = new Queues();
  private final Places pool = new Places(0);
  private final FairLine line = new FairLine();
  private final Network network;
  private final Shares shares = new Shares();
  private final List<Backlog> backlogs = new ArrayList<>();

  /** The pool starts with no places: see {@link #poolCeiling}. */
  public Scheduler(Ceilings ceilings) {
    this.network = new Network(ceilings);
  }

  /** The index of a link, given at its first mention and kept for good. */
  public int link(StorageName source, StorageName destination) {
    return network.index(source, destination);
  }

  public Link link(int link) {
    return network.way(link).link;
  }

  /** How many links were ever mentioned; their indices are below. */
  public int links() {
    return network.links();
  }

  /** The index of a share, given at its first mention and kept for good. */
  public int share(Share share) {
    return shares.index(share);
  }

  public Share share(int share) {
    return shares.stake(share).share();
  }

  /** How many shares were ever mentioned; their indices are below. */
  public int shares() {
    return shares.count();
  }

  /**
   * Lets a transfer wait for its places.
   *
   * @param priority 1..5, 5 goes first inside its share
   * @param bytes its size, or -1 if unknown
   */
  public void enqueue(int slot, int link, int share, int priority, long bytes, Place place) {
    Backlog backlog = backlog(link, share);
    switch (place) {
      case FIRST -> queues.addFirst(slot, backlog.id(), priority, bytes);
      case LAST -> queues.addLast(slot, backlog.id(), priority, bytes);
    }
    settle(backlog);
  }

  /** Ends a transfer's waiting without a start: it was cancelled or is held. */
  public void withdraw(int slot) {
    Backlog backlog = backlogs.get(queues.queue(slot));
    queues.remove(slot);
    settle(backlog);
  }

  public boolean isWaiting(int slot) {
    return queues.contains(slot);
  }

  /** Moves a waiting transfer behind those of another priority; the same one changes nothing. */
  public void reprioritise(int slot, int priority) {
    if (queues.priority(slot) == priority) {
      return;
    }
    int queue = queues.queue(slot);
    long bytes = queues.bytes(slot);
    queues.remove(slot);
    queues.addLast(slot, queue, priority, bytes);
    settle(backlogs.get(queue));
  }

  /** A transfer that may start now, its places taken; -1 if none may. */
  public int next() {
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

  /**
   * Takes places for a transfer that runs whatever the limits say: found running at start-up, or
   * force-started. Its share is not charged.
   */
  public void occupy(int link, int share) {
    take(backlog(link, share));
  }

  /** Frees the places of a transfer that runs no more. */
  public void release(int link, int share) {
    pool.free();
    for (Gate gate : backlog(link, share).gates) {
      gate.places.free();
      callUp(gate);
    }
  }

  /** Takes effect at once; what runs above a lower ceiling goes on. */
  public void ceilings(Ceilings ceilings) {
    network.ceilings(ceilings);
    letGoAll();
    network.gates().forEach(this::callUp);
  }

  /** Takes effect for what starts from now on. */
  public void weights(Weights weights) {
    shares.weights(weights);
  }

  /** The places in all: what the agents can carry. */
  public void poolCeiling(int max) {
    pool.ceiling(max);
  }

  /** Lets nothing start into, or out of, a storage: a ban, a drain, a breaker. */
  public void close(StorageName storage, Direction direction) {
    network.storage(storage, direction).places.closed(true);
    letGoAll();
  }

  /** Ends a {@link #close}. */
  public void open(StorageName storage, Direction direction) {
    Gate gate = network.storage(storage, direction);
    gate.places.closed(false);
    callUp(gate);
  }

  /** Why a transfer has not started; the first obstacle in the order in which they are asked. */
  public Explanation explain(int slot) {
    if (!isWaiting(slot)) {
      return new Explanation.NotWaiting();
    }
    Backlog backlog = backlogs.get(queues.queue(slot));
    Explanation.Standing standing = standing(slot, backlog);
    for (Gate gate : backlog.gates) {
      if (!gate.places.hasRoom()) {
        return obstructed(gate, standing);
      }
    }
    return pool.hasRoom()
        ? new Explanation.InTurn(standing)
        : full(new Limit.Pool(), pool, standing);
  }

  /** How many wait. */
  public int waiting() {
    return queues.size();
  }

  /** How many wait of a share on a link. */
  public int waiting(int link, int share) {
    Backlog backlog = network.way(link).backlog(share);
    return backlog == null ? 0 : queues.size(backlog.id());
  }

  /** How many run. */
  public int running() {
    return pool.used();
  }

  public Occupancy pool() {
    return Occupancy.of(pool);
  }

  public Occupancy onLink(int link) {
    return Occupancy.of(network.way(link).gates[2].places);
  }

  public Occupancy atStorage(StorageName storage, Direction direction) {
    return Occupancy.of(network.storage(storage, direction).places);
  }

  private Backlog backlog(int link, int share) {
    Way way = network.way(link);
    Backlog known = way.backlog(share);
    if (known != null) {
      return known;
    }
    var stake = shares.stake(share);
    Backlog backlog = new Backlog(backlogs.size(), share, stake, line.lane(stake), way.gates);
    backlogs.add(backlog);
    way.add(backlog);
    return backlog;
  }

  /** Lets a backlog stand where its first transfer belongs, after any change of its queue. */
  private void settle(Backlog backlog) {
    int priority = queues.topPriority(backlog.id());
    if (priority == 0) {
      FairLine.remove(backlog.turn);
      letGo(backlog);
      endCall(backlog);
    } else if (!backlog.turn.isInLine()) {
      line.addLast(backlog.turn, backlog.poolLane, priority);
    } else if (backlog.offeredBy == null && !backlog.holdsDestination()) {
      FairLine.relevel(backlog.turn, priority);
    }
  }

  /** Where a backlog whose turn it is must wait; null if its first transfer may start. */
  private static @Nullable Gate obstacle(Backlog backlog) {
    boolean calledUp = backlog.offeredBy != null;
    for (Gate gate : backlog.gates) {
      if (!admits(gate, backlog) || (!calledUp && gate.isContended())) {
        return gate;
      }
    }
    return null;
  }

  private static boolean admits(Gate gate, Backlog backlog) {
    return gate == backlog.destination() && backlog.holdsDestination()
        ? !gate.places.isClosed()
        : gate.places.hasRoom();
  }

  private void park(Backlog backlog, Gate gate) {
    holdOn(backlog, gate);
    Lane lane = backlog.laneAt(gate);
    if (backlog.holdsDestination()) {
      gate.line.addLast(backlog.turn, lane, Turn.FOREMOST);
    } else if (backlog.offeredBy == null) {
      gate.line.addLast(backlog.turn, lane, queues.topPriority(backlog.id()));
    } else {
      gate.line.addFirst(backlog.turn, lane, queues.topPriority(backlog.id()));
    }
    endCall(backlog);
  }

  /**
   * Two ends that are both always full are seldom free at once, so a link between them might
   * starve. After some calls in vain its destination therefore keeps one place for it while it
   * stands foremost at its source. Nobody keeps a source while waiting for a destination, so no two
   * wait for each other; and a destination keeps one place at most, so little lies idle.
   */
  private void holdOn(Backlog backlog, Gate obstacle) {
    Gate destination = backlog.destination();
    if (obstacle != backlog.source()) {
      letGo(backlog);
    } else if (backlog.offeredBy == destination
        && ++backlog.vainCalls >= PATIENCE
        && destination.keptFor == null
        && !obstacle.places.isShut()) {
      destination.places.reserve();
      destination.keptFor = backlog;
    }
  }

  private void letGo(Backlog backlog) {
    Gate destination = backlog.destination();
    if (destination.keptFor == backlog) {
      destination.keptFor = null;
      destination.places.unreserve();
      callUp(destination);
    }
  }

  /** After a change of limits, lest a place is kept for one whose source has shut. */
  private void letGoAll() {
    for (Gate gate : network.gates()) {
      Backlog backlog = gate.keptFor;
      if (backlog != null) {
        letGo(backlog);
        settle(backlog);
      }
    }
  }

  private int start(Backlog backlog) {
    int slot = queues.first(backlog.id());
    take(backlog);
    letGo(backlog);
    backlog.vainCalls = 0;
    charge(backlog, Cost.of(queues.bytes(slot)));
    queues.remove(slot);
    standAgain(backlog);
    endCall(backlog);
    return slot;
  }

  private void take(Backlog backlog) {
    pool.take();
    for (Gate gate : backlog.gates) {
      gate.places.take();
    }
  }

  private void charge(Backlog backlog, double cost) {
    line.chargeServed(backlog.poolLane, cost);
    for (int i = 0; i < backlog.gates.length; i++) {
      Gate gate = backlog.gates[i];
      if (gate == backlog.offeredBy) {
        gate.line.chargeServed(backlog.lanes[i], cost);
      } else {
        gate.line.chargePassing(backlog.lanes[i], cost);
      }
    }
  }

  /**
   * After a start: behind the others at the gate that had called it up, so that the gate's next
   * call weighs all shares; at the pool if the pool is now what is scarce.
   */
  private void standAgain(Backlog backlog) {
    int priority = queues.topPriority(backlog.id());
    if (priority == 0) {
      return;
    }
    Gate gate = backlog.offeredBy;
    if (gate != null && pool.hasRoom()) {
      gate.line.addLast(backlog.turn, backlog.laneAt(gate), priority);
    } else {
      line.addLast(backlog.turn, backlog.poolLane, priority);
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

  private void callUp(Gate gate) {
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

  private Explanation.Standing standing(int slot, Backlog backlog) {
    var stake = shares.stake(backlog.share);
    return new Explanation.Standing(
        queues.priority(slot),
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
