package io.tern.orchestrator.agent;

import io.tern.job.StorageName;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Location;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which side has to be active, by pairs of storages: the destination, unless it has refused and the
 * source has not. Bounded, the eldest forgotten first; each is forgotten after a while, since
 * storages are reconfigured. Safe from any thread.
 */
final class Directions {
  private static final int BOUND = 10_000;

  private final long keptNanos;
  private final Map<Pair, Long> pushedSince = new LinkedHashMap<>();
  private volatile boolean empty = true;

  Directions(Duration kept) {
    this.keptNanos = kept.toNanos();
  }

  /** What to try first. */
  Direction first(Location source, Location destination, long nowNanos) {
    if (empty) {
      return Direction.PULL;
    }
    return pushes(Pair.of(source, destination), nowNanos) ? Direction.PUSH : Direction.PULL;
  }

  /** Notes that a pair works in this direction where the other was refused. */
  synchronized void learn(Location from, Location to, Direction works, long nowNanos) {
    Pair pair = Pair.of(from, to);
    pushedSince.remove(pair);
    if (works == Direction.PUSH) {
      pushedSince.put(pair, nowNanos);
      forgetEldest();
    }
    empty = pushedSince.isEmpty();
  }

  private synchronized boolean pushes(Pair pair, long nowNanos) {
    Long since = pushedSince.get(pair);
    return since != null && nowNanos - since < keptNanos;
  }

  private void forgetEldest() {
    if (pushedSince.size() > BOUND) {
      pushedSince.remove(pushedSince.keySet().iterator().next());
    }
  }

  private record Pair(StorageName source, StorageName destination) {
    static Pair of(Location source, Location destination) {
      return new Pair(source.storage(), destination.storage());
    }
  }
}
