package io.tern.schedule;

import static io.tern.schedule.Plant.storage;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The rules of the scheduler without its cleverness: lists that are searched from end to end. It
 * leads a random life together with a {@link Scheduler} and compares the two after every step.
 */
final class BruteForce {
  /** A queue of one priority. */
  private record Key(int link, int share, int priority) {}

  private final long seed;
  private final Random random;
  private final Scheduler scheduler = new Scheduler(Ceilings.defaults());
  private final int links;
  private final int shares;

  private final Map<Key, Deque<Integer>> queues = new TreeMap<>(BruteForce::order);
  private final Map<Integer, Key> waiting = new HashMap<>();
  private final List<Key> running = new ArrayList<>();
  private final Map<Limit, Integer> used = new HashMap<>();
  private final Set<Limit> closed = new HashSet<>();
  private final Deque<Integer> freeSlots = new ArrayDeque<>();
  private Ceilings ceilings = Ceilings.defaults();
  private int pool;
  private int step;
  private int placesSeenKept;
  private boolean calm;

  BruteForce(long seed, int storages, int shares) {
    this.seed = seed;
    this.random = new Random(seed);
    this.shares = shares;
    for (int i = 0; i < storages * storages; i++) {
      scheduler.link(storage("s" + i / storages), storage("s" + i % storages));
    }
    for (int i = 0; i < shares; i++) {
      scheduler.share(new Share("vo" + i % 2, "activity" + i));
    }
    this.links = storages * storages;
    for (int slot = 0; slot < 400; slot++) {
      freeSlots.add(slot);
    }
  }

  private static int order(Key one, Key other) {
    int byLink = Integer.compare(one.link, other.link);
    int byShare = byLink != 0 ? byLink : Integer.compare(one.share, other.share);
    return byShare != 0 ? byShare : Integer.compare(other.priority, one.priority);
  }

  void live(int steps) {
    changeLimits();
    liveOn(steps);
  }

  private void liveOn(int steps) {
    for (step = 0; step < steps; step++) {
      act();
      compare();
    }
  }

  /** A life in which storages and limits seldom change, so that all ends stay full for long. */
  void liveCalmly(int steps) {
    calm = true;
    fillAllEnds();
    liveOn(steps);
    assertThat(placesSeenKept).as("places seen kept; seed %d", seed).isPositive();
  }

  private void act() {
    if (calm) {
      actCalmly(random.nextInt(1000));
    } else {
      act(random.nextInt(1000));
    }
  }

  private void act(int dice) {
    if (dice < 300) {
      enqueue();
    } else if (dice < 400) {
      withdraw();
    } else if (dice < 450) {
      reprioritise();
    } else if (dice < 700) {
      next();
    } else if (dice < 960) {
      release();
    } else if (dice < 975) {
      occupy();
    } else if (dice < 990) {
      closeOrOpen();
    } else {
      changeLimits();
    }
  }

  private void actCalmly(int dice) {
    if (dice < 500) {
      enqueue();
    } else if (dice < 510) {
      withdraw();
    } else if (dice < 998) {
      release();
      startAll();
    } else if (closed.isEmpty()) {
      closeOrOpen();
    } else {
      openAll();
    }
  }

  private void openAll() {
    for (Limit limit : closed) {
      if (limit instanceof Limit.AtStorage(StorageName storage, Direction direction)) {
        scheduler.open(storage, direction);
      }
    }
    closed.clear();
  }

  private void enqueue() {
    if (freeSlots.isEmpty()) {
      return;
    }
    int slot = freeSlots.pop();
    Key key = new Key(random.nextInt(links), random.nextInt(shares), 1 + random.nextInt(5));
    Place place = random.nextInt(4) == 0 ? Place.FIRST : Place.LAST;
    long bytes = random.nextInt(5) == 0 ? -1 : random.nextLong(10_000_000_000L);
    scheduler.enqueue(slot, key.link, key.share, key.priority, bytes, place);
    Deque<Integer> queue = queues.computeIfAbsent(key, k -> new ArrayDeque<>());
    if (place == Place.FIRST) {
      queue.addFirst(slot);
    } else {
      queue.addLast(slot);
    }
    waiting.put(slot, key);
  }

  private void withdraw() {
    if (!waiting.isEmpty()) {
      int slot = anyWaiting();
      scheduler.withdraw(slot);
      forget(slot);
      freeSlots.push(slot);
    }
  }

  private void reprioritise() {
    if (waiting.isEmpty()) {
      return;
    }
    int slot = anyWaiting();
    Key old = waiting.get(slot);
    Key key = new Key(old.link, old.share, 1 + random.nextInt(5));
    scheduler.reprioritise(slot, key.priority);
    if (!key.equals(old)) {
      forget(slot);
      queues.computeIfAbsent(key, k -> new ArrayDeque<>()).addLast(slot);
      waiting.put(slot, key);
    }
  }

  private void startAll() {
    int before;
    do {
      before = waiting.size();
      next();
    } while (waiting.size() < before);
  }

  private void next() {
    int slot = scheduler.next();
    if (slot < 0) {
      assertThat(heads(this::mustStart)).as("lost though next() says -1; %s", where()).isEmpty();
      assertThatReservationsHaveAReason();
      return;
    }
    assertThat(heads(this::mayStart)).as("may start; %s", where()).contains(slot);
    Key key = waiting.get(slot);
    forget(slot);
    freeSlots.push(slot);
    occupied(key);
  }

  private void release() {
    if (!running.isEmpty()) {
      int at = random.nextInt(running.size());
      Key ended = running.remove(at);
      limits(ended.link).forEach(limit -> used.merge(limit, -1, Integer::sum));
      scheduler.release(ended.link, ended.share);
    }
  }

  private void occupy() {
    Key key = new Key(random.nextInt(links), random.nextInt(shares), 3);
    scheduler.occupy(key.link, key.share);
    occupied(key);
  }

  private void occupied(Key key) {
    running.add(key);
    limits(key.link).forEach(limit -> used.merge(limit, 1, Integer::sum));
  }

  private void closeOrOpen() {
    StorageName storage = scheduler.link(random.nextInt(links)).source();
    Direction direction = random.nextBoolean() ? Direction.INBOUND : Direction.OUTBOUND;
    Limit limit = new Limit.AtStorage(storage, direction);
    if (closed.remove(limit)) {
      scheduler.open(storage, direction);
    } else {
      closed.add(limit);
      scheduler.close(storage, direction);
    }
  }

  private void fillAllEnds() {
    StorageName any = new StorageName("*");
    limit(
        1_000,
        Ceilings.defaults()
            .with(new Limit.AtStorage(any, Direction.INBOUND), 3)
            .with(new Limit.AtStorage(any, Direction.OUTBOUND), 3));
  }

  private void changeLimits() {
    StorageName any = new StorageName("*");
    Link some = scheduler.link(random.nextInt(links));
    limit(
        random.nextInt(4) == 0 ? random.nextInt(10) : 1_000,
        Ceilings.defaults()
            .with(new Limit.AtStorage(any, Direction.INBOUND), random.nextInt(5))
            .with(new Limit.AtStorage(some.source(), Direction.OUTBOUND), random.nextInt(7))
            .with(new Limit.AtStorage(any, Direction.OUTBOUND), 1 + random.nextInt(5))
            .with(new Limit.OnLink(new Link(any, some.destination())), random.nextInt(4))
            .with(new Limit.OnLink(some), 1 + random.nextInt(4)));
  }

  private void limit(int inAll, Ceilings each) {
    pool = inAll;
    ceilings = each;
    scheduler.poolCeiling(inAll);
    scheduler.ceilings(each);
  }

  /** The first of every queue whose link passes. */
  private Set<Integer> heads(IntPredicate link) {
    Set<Integer> heads = new HashSet<>();
    Key previous = new Key(-1, -1, -1);
    for (Map.Entry<Key, Deque<Integer>> entry : queues.entrySet()) {
      Key key = entry.getKey();
      boolean highest = key.link != previous.link || key.share != previous.share;
      previous = key;
      if (highest && link.test(key.link)) {
        heads.add(entry.getValue().getFirst());
      }
    }
    return heads;
  }

  private boolean mayStart(int link) {
    return running.size() < pool && limits(link).stream().allMatch(this::hasRoom);
  }

  /** A kept place is for one whom only the scheduler knows. */
  private boolean mustStart(int link) {
    return mayStart(link)
        && limits(link).stream().allMatch(l -> used(l) + reserved(l) < ceiling(l));
  }

  private boolean hasRoom(Limit limit) {
    return !closed.contains(limit) && used(limit) < ceiling(limit);
  }

  private void assertThatReservationsHaveAReason() {
    if (running.size() >= pool) {
      return;
    }
    for (int link = 0; link < links; link++) {
      Link way = scheduler.link(link);
      Limit inbound = new Limit.AtStorage(way.destination(), Direction.INBOUND);
      if (reserved(inbound) > 0) {
        placesSeenKept++;
        assertThat(blockedAtTheirSource(way.destination()))
            .as("sources for which %s keeps a place; %s", inbound, where())
            .isNotEmpty();
      }
    }
  }

  private List<Key> blockedAtTheirSource(StorageName destination) {
    return queues.keySet().stream()
        .filter(key -> scheduler.link(key.link).destination().equals(destination))
        .filter(key -> isFullButOpen(limits(key.link).get(1)))
        .toList();
  }

  private boolean isFullButOpen(Limit limit) {
    return used(limit) >= ceiling(limit) && ceiling(limit) > 0 && !closed.contains(limit);
  }

  private void compare() {
    assertThat(scheduler.waiting()).as(where()).isEqualTo(waiting.size());
    assertThat(scheduler.running()).as(where()).isEqualTo(running.size());
    for (int link = 0; link < links; link++) {
      for (Limit limit : limits(link)) {
        Occupancy occupancy = occupancy(limit);
        assertThat(occupancy.used()).as("%s %s", limit, where()).isEqualTo(used(limit));
        assertThat(occupancy.ceiling()).as("%s %s", limit, where()).isEqualTo(ceiling(limit));
        assertThat(occupancy.reserved()).as("%s %s", limit, where()).isBetween(0, 1);
      }
    }
    if (!waiting.isEmpty()) {
      compareExplanation(anyWaiting());
    }
  }

  private void compareExplanation(int slot) {
    Key key = waiting.get(slot);
    switch (scheduler.explain(slot)) {
      case Explanation.NotWaiting() -> throw new AssertionError("waits, but: " + where());
      case Explanation.Closed(StorageName storage, Direction direction, var standing) -> {
        assertThat(closed).as(where()).contains(new Limit.AtStorage(storage, direction));
        compareStanding(slot, key, standing);
      }
      case Explanation.Full(Limit limit, int full, int ceiling, var standing) -> {
        assertThat(full).as(where()).isGreaterThanOrEqualTo(ceiling - reservedOrNone(limit));
        compareStanding(slot, key, standing);
      }
      case Explanation.InTurn(var standing) -> {
        assertThat(limits(key.link)).as(where()).allMatch(this::hasRoom);
        compareStanding(slot, key, standing);
      }
    }
  }

  private void compareStanding(int slot, Key key, Explanation.Standing standing) {
    int ahead = 0;
    for (int priority = 5; priority > key.priority; priority--) {
      ahead +=
          queues.getOrDefault(new Key(key.link, key.share, priority), new ArrayDeque<>()).size();
    }
    ahead += List.copyOf(queues.get(key)).indexOf(slot);
    assertThat(standing.ahead()).as(where()).isEqualTo(ahead);
    assertThat(standing.priority()).as(where()).isEqualTo(key.priority);
  }

  private List<Limit> limits(int link) {
    Link way = scheduler.link(link);
    return List.of(
        new Limit.AtStorage(way.destination(), Direction.INBOUND),
        new Limit.AtStorage(way.source(), Direction.OUTBOUND),
        new Limit.OnLink(way));
  }

  private int used(Limit limit) {
    return used.getOrDefault(limit, 0);
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

  private int ceiling(Limit limit) {
    return switch (limit) {
      case Limit.Pool() -> pool;
      case Limit.AtStorage(StorageName storage, Direction direction) ->
          ceilings.storage(storage, direction);
      case Limit.OnLink(Link link) -> ceilings.link(link);
    };
  }

  private int anyWaiting() {
    return waiting.keySet().stream().skip(random.nextInt(waiting.size())).findFirst().orElseThrow();
  }

  private void forget(int slot) {
    Key key = waiting.remove(slot);
    Deque<Integer> queue = queues.get(key);
    queue.remove(slot);
    if (queue.isEmpty()) {
      queues.remove(key);
    }
  }

  private String where() {
    return "seed " + seed + ", step " + step;
  }
}
