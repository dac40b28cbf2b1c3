package io.tern.orchestrator.agent;

import io.tern.job.StorageName;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which side has to be active, by pairs of storages: the destination; the source if the destination
 * has refused; none, with the bytes through this agent, if both have. Bounded, the eldest forgotten
 * first; each is forgotten after a while, since storages are reconfigured. Safe from any thread.
 */
final class Directions {
  private static final int BOUND = 10_000;
  private static final List<Direction> USUAL =
      List.of(Direction.PULL, Direction.PUSH, Direction.STREAMED);

  private final long keptNanos;
  private final Map<Pair, Learned> learned = new LinkedHashMap<>();
  private volatile boolean empty = true;

  Directions(Duration kept) {
    this.keptNanos = kept.toNanos();
  }

  /** What to try, in this order, each as long as the ones before are not to be had. */
  List<Direction> ways(Location source, Location destination, long nowNanos) {
    return empty ? USUAL : startingWith(found(Pair.of(source, destination), nowNanos));
  }

  private static List<Direction> startingWith(Direction first) {
    return switch (first) {
      case PULL -> USUAL;
      case PUSH -> List.of(Direction.PUSH, Direction.PULL, Direction.STREAMED);
      case STREAMED -> List.of(Direction.STREAMED, Direction.PULL, Direction.PUSH);
    };
  }

  /** Notes that a pair works in this direction where the other was refused. */
  synchronized void learn(Location from, Location to, Direction works, long nowNanos) {
    Pair pair = Pair.of(from, to);
    learned.remove(pair);
    if (works != Direction.PULL) {
      learned.put(pair, new Learned(works, nowNanos));
      forgetEldest();
    }
    empty = learned.isEmpty();
  }

  private synchronized Direction found(Pair pair, long nowNanos) {
    Learned known = learned.get(pair);
    return known != null && nowNanos - known.sinceNanos < keptNanos ? known.works : Direction.PULL;
  }

  private void forgetEldest() {
    if (learned.size() > BOUND) {
      learned.remove(learned.keySet().iterator().next());
    }
  }

  private record Learned(Direction works, long sinceNanos) {}

  private record Pair(StorageName source, StorageName destination) {
    static Pair of(Location source, Location destination) {
      return new Pair(source.storage(), destination.storage());
    }
  }
}
