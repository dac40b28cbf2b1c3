package io.tern.schedule;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The rules of the scheduler without its cleverness: lists that are searched from end to end. */
final class BruteForce {
  /** A queue of one urgency. */
  record Key(int link, int share, Urgency urgency) {}

  /** A destination that has no room for a VO. */
  record Held(StorageName destination, String vo) {}

  final Map<Key, Deque<Integer>> queues = new TreeMap<>(BruteForce::order);
  final Map<Integer, Key> waiting = new HashMap<>();
  final Set<Limit> closed = new HashSet<>();

  /** What is kept back. */
  final Set<Held> withheld = new HashSet<>();

  Ceilings ceilings = Ceilings.defaults();
  int pool;
  int running;

  private final List<Link> links;
  private final List<String> vos;

  /** Those of each link. */
  private final List<List<Limit>> ways;

  private final List<Limit> limits;
  private final Map<Limit, Integer> used = new HashMap<>();

  /**
   * @param vos of each share
   */
  BruteForce(List<Link> links, List<String> vos) {
    this.links = links;
    this.vos = List.copyOf(vos);
    this.ways = links.stream().map(BruteForce::limits).toList();
    this.limits = ways.stream().flatMap(List::stream).distinct().toList();
  }

  private static int order(Key one, Key other) {
    int byLink = Integer.compare(one.link, other.link);
    int byShare = byLink != 0 ? byLink : Integer.compare(one.share, other.share);
    return byShare != 0 ? byShare : one.urgency.compareTo(other.urgency);
  }

  void add(int slot, Key key, Place place) {
    Deque<Integer> queue = queues.computeIfAbsent(key, k -> new ArrayDeque<>());
    if (place == Place.FIRST) {
      queue.addFirst(slot);
    } else {
      queue.addLast(slot);
    }
    waiting.put(slot, key);
  }

  void forget(int slot) {
    Key key = waiting.remove(slot);
    Deque<Integer> queue = queues.get(key);
    queue.remove(slot);
    if (queue.isEmpty()) {
      queues.remove(key);
    }
  }

  void started(int link) {
    running++;
    limits(link).forEach(limit -> used.merge(limit, 1, Integer::sum));
  }

  void ended(int link) {
    running--;
    limits(link).forEach(limit -> used.merge(limit, -1, Integer::sum));
  }

  /** The first of every queue that is not kept back and whose link passes. */
  Set<Integer> heads(IntPredicate link) {
    Set<Integer> heads = new HashSet<>();
    Key previous = new Key(-1, -1, Urgency.of(1));
    for (Map.Entry<Key, Deque<Integer>> entry : queues.entrySet()) {
      Key key = entry.getKey();
      boolean highest = key.link != previous.link || key.share != previous.share;
      previous = key;
      if (highest && link.test(key.link) && !isWithheld(key)) {
        heads.add(entry.getValue().getFirst());
      }
    }
    return heads;
  }

  boolean isWithheld(Key key) {
    return withheld.contains(new Held(links.get(key.link).destination(), vos.get(key.share)));
  }

  boolean mayStart(int link) {
    return running < pool && limits(link).stream().allMatch(this::hasRoom);
  }

  boolean hasRoom(Limit limit) {
    return !closed.contains(limit) && used(limit) < ceiling(limit);
  }

  boolean isFullButOpen(Limit limit) {
    return used(limit) >= ceiling(limit) && ceiling(limit) > 0 && !closed.contains(limit);
  }

  int ahead(int slot) {
    Key key = waiting.get(slot);
    int sooner = 0;
    for (Map.Entry<Key, Deque<Integer>> entry : queues.entrySet()) {
      Key other = entry.getKey();
      boolean same = other.link == key.link && other.share == key.share;
      sooner += same && other.urgency.compareTo(key.urgency) < 0 ? entry.getValue().size() : 0;
    }
    return sooner + List.copyOf(queues.get(key)).indexOf(slot);
  }

  /** Every limit there is. */
  List<Limit> limits() {
    return limits;
  }

  List<Limit> limits(int link) {
    return ways.get(link);
  }

  private static List<Limit> limits(Link way) {
    return List.of(
        new Limit.AtStorage(way.destination(), Direction.INBOUND),
        new Limit.AtStorage(way.source(), Direction.OUTBOUND),
        new Limit.OnLink(way));
  }

  int used(Limit limit) {
    return used.getOrDefault(limit, 0);
  }

  int ceiling(Limit limit) {
    return switch (limit) {
      case Limit.Pool() -> pool;
      case Limit.AtStorage(StorageName storage, Direction direction) ->
          ceilings.storage(storage, direction);
      case Limit.OnLink(Link link) -> ceilings.link(link);
    };
  }
}
