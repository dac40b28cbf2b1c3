package io.tern.schedule;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.limit.Places;
import io.tern.queue.Queues;
import io.tern.share.Cost;
import io.tern.share.Weights;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * What waits, what runs, and which waiting transfer may start next. A transfer is a slot: a small
 * non-negative int that the caller gives and recycles. Not thread-safe; knows no time.
 */
public final class Scheduler {
  /** {@link #explain} counts no further than this among equals. */
  public static final int COUNTED_AHEAD = Obstacles.COUNTED_AHEAD;

  private final Queues queues = new Queues();
  private final Places pool = new Places(0);
  private final Admission admission = new Admission(queues, pool);
  private final Network network;
  private final Shares shares = new Shares();
  private final Census census;
  private final Obstacles obstacles;

  /** The pool starts with no places: see {@link #poolCeiling}. */
  public Scheduler(Ceilings ceilings) {
    this.network = new Network(ceilings);
    this.census = new Census(network, queues, shares);
    this.obstacles = new Obstacles(admission, queues, pool, shares);
  }

  /** The index of a link, given at its first mention and kept for good. */
  public int link(StorageName source, StorageName destination) {
    return network.index(source, destination);
  }

  /** The index of a link, if it was ever mentioned. */
  public OptionalInt find(Link link) {
    return network.find(link);
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
   * @param bytes its size, or -1 if unknown
   */
  public void enqueue(int slot, int link, int share, Urgency urgency, long bytes, Place place) {
    Backlog backlog = backlog(link, share);
    switch (place) {
      case FIRST -> queues.addFirst(slot, backlog.id(), urgency, bytes);
      case LAST -> queues.addLast(slot, backlog.id(), urgency, bytes);
    }
    admission.settle(backlog);
  }

  /** Ends a transfer's waiting without a start: it was cancelled or is held. */
  public void withdraw(int slot) {
    Backlog backlog = admission.backlogOf(slot);
    queues.remove(slot);
    admission.settle(backlog);
  }

  public boolean isWaiting(int slot) {
    return queues.contains(slot);
  }

  /** Moves a waiting transfer behind those that are as urgent; the same urgency changes nothing. */
  public void urge(int slot, Urgency urgency) {
    if (queues.urgency(slot).equals(urgency)) {
      return;
    }
    int queue = queues.queue(slot);
    long bytes = queues.bytes(slot);
    queues.remove(slot);
    queues.addLast(slot, queue, urgency, bytes);
    admission.settle(admission.backlogOf(slot));
  }

  /** A transfer that may start now, its places taken; -1 if none may. */
  public int next() {
    return admission.next();
  }

  /**
   * Takes places for a transfer that runs whatever the limits say: found running at start-up, or
   * force-started. Its share is not charged.
   */
  public void occupy(int link, int share) {
    admission.take(backlog(link, share));
  }

  /** Frees the places of a transfer that runs no more. */
  public void release(int link, int share) {
    admission.free(backlog(link, share));
  }

  /** Takes effect at once; what runs above a lower ceiling goes on. */
  public void ceilings(Ceilings ceilings) {
    network.ceilings(ceilings);
    admission.letGoAll();
    network.gates().forEach(admission::callUp);
  }

  /**
   * How many may run at once, below their ceilings, at every storage's direction and on every link
   * until {@link #window} says otherwise; without this the ceilings alone count.
   */
  public void firstWindows(int storage, int link) {
    network.firstWindows(storage, link);
  }

  /** How many may run at once into or out of a storage, below its ceiling. */
  public void window(StorageName storage, Direction direction, int places) {
    window(network.storage(storage, direction), places);
  }

  /** How many may run at once on a link, below its ceiling. */
  public void window(int link, int places) {
    window(network.way(link).own(), places);
  }

  private void window(Gate gate, int places) {
    gate.window(places);
    if (gate.places.isShut()) {
      admission.letGoAll();
    }
    admission.callUp(gate);
  }

  /**
   * How much of what its share gets at a storage goes to a link, in proportion to the worth of the
   * others; 1 until it is set. Above 0.
   */
  public void worth(int link, double worth) {
    if (!(worth > 0)) {
      throw new IllegalArgumentException("worth: " + worth + " (expected: > 0)");
    }
    network.way(link).worth = worth;
  }

  /**
   * How fast one copy alone on a link is, bytes a millisecond: so much is charged for the time that
   * its place does not move a byte. Above 0.
   */
  public void speed(int link, double bytesPerMs) {
    if (!(bytesPerMs > 0)) {
      throw new IllegalArgumentException("speed: " + bytesPerMs + " (expected: > 0)");
    }
    network.way(link).overhead = Cost.overhead(bytesPerMs);
  }

  /** The size of a file that started before anybody knew it: its share is charged for that. */
  public void sized(int link, int share, long bytes) {
    admission.sized(backlog(link, share), bytes);
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
    admission.letGoAll();
  }

  /** Ends a {@link #close}. */
  public void open(StorageName storage, Direction direction) {
    Gate gate = network.storage(storage, direction);
    gate.places.closed(false);
    admission.callUp(gate);
  }

  /** Whether nothing will start on a link however many transfers end: it or an end lets none in. */
  public boolean isShut(int link) {
    return network.way(link).isShut();
  }

  /** Lets nothing of a VO start into a destination, which has no room for it. */
  public void withhold(StorageName destination, String vo) {
    withhold(destination, vo, true);
  }

  /** Ends a {@link #withhold}. */
  public void grant(StorageName destination, String vo) {
    withhold(destination, vo, false);
  }

  private void withhold(StorageName destination, String vo, boolean withhold) {
    Gate gate = network.storage(destination, Direction.INBOUND);
    if (gate.withhold(vo, withhold)) {
      network.into(gate, way -> way.backlogs().forEach(admission::settle));
    }
  }

  /** Why a transfer has not started; the first obstacle in the order in which they are asked. */
  public Explanation explain(int slot) {
    return obstacles.first(slot);
  }

  /**
   * How many of its share on its link go before a waiting transfer; if more than {@code counted}
   * that are as urgent do, those behind it count too.
   */
  public int ahead(int slot, int counted) {
    return queues.aheadAtMost(slot, counted);
  }

  /** How many wait. */
  public int waiting() {
    return queues.size();
  }

  /** How many wait of a share on a link. */
  public int waiting(int link, int share) {
    return census.waiting(link, share);
  }

  /** How many wait on a link. */
  public int waiting(int link) {
    return census.waiting(link);
  }

  /** How each share stands, by its index. Takes time by links and shares, not by what waits. */
  public List<ShareStanding> standings() {
    return census.standings();
  }

  /**
   * Tells the first of each urgency in each backlog: whoever has waited longest in a share is among
   * them. Takes time by links, shares and deadlines, not by what waits.
   */
  public void eachFirst(IntConsumer slot) {
    census.eachFirst(slot);
  }

  /** Every storage met so far, by the sides at which it was met. */
  public List<Limit.AtStorage> storages() {
    return network.storages();
  }

  /** How many run. */
  public int running() {
    return pool.used();
  }

  public Occupancy pool() {
    return Occupancy.of(pool);
  }

  public Occupancy onLink(int link) {
    return Occupancy.of(network.way(link).own().places);
  }

  public Occupancy atStorage(StorageName storage, Direction direction) {
    return Occupancy.of(network.storage(storage, direction).places);
  }

  /** How many may run into or out of a storage at most, whatever its window. */
  public int ceiling(StorageName storage, Direction direction) {
    return network.storage(storage, direction).ceiling();
  }

  /** How many may run on a link at most, whatever its window. */
  public int ceiling(int link) {
    return network.way(link).own().ceiling();
  }

  /**
   * How a storage's direction or a link stands, one that was never mentioned too: it is not made
   * known by this. Takes time by links, not by what waits.
   */
  public Room room(Limit limit) {
    return census.room(limit);
  }

  /** Whether it is bounded by more than its floor and ceiling. */
  public static boolean hasWindow(Limit limit) {
    return Network.hasWindow(limit);
  }

  /** Whether someone waits for a place into or out of a storage, and for nothing else before. */
  public boolean isWanted(StorageName storage, Direction direction) {
    return network.storage(storage, direction).isContended();
  }

  /** Whether someone waits for a place on a link, and for nothing else before. */
  public boolean isWanted(int link) {
    return network.way(link).own().isContended();
  }

  private Backlog backlog(int link, int share) {
    Way way = network.way(link);
    Backlog known = way.backlog(share);
    if (known != null) {
      return known;
    }
    Backlog backlog =
        admission.newBacklog(share, shares.stake(share), shares.stakeOn(way.link, share), way);
    way.add(backlog);
    return backlog;
  }
}
