package io.tern.schedule;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every storage and link met so far, with their gates. */
final class Network {
  private final Map<Link, Integer> indices = new HashMap<>();
  private final List<Way> ways = new ArrayList<>();
  private final Map<Limit, Gate> storageGates = new HashMap<>();
  private final List<Gate> gates = new ArrayList<>();
  private Ceilings ceilings;
  private int firstAtStorage = Integer.MAX_VALUE;
  private int firstOnLink = Integer.MAX_VALUE;

  Network(Ceilings ceilings) {
    this.ceilings = ceilings;
  }

  int index(StorageName source, StorageName destination) {
    Link link = new Link(source, destination);
    Integer known = indices.get(link);
    if (known != null) {
      return known;
    }
    Gate own = gate(new Limit.OnLink(link));
    ways.add(
        new Way(
            link,
            storage(destination, Direction.INBOUND),
            storage(source, Direction.OUTBOUND),
            own));
    indices.put(link, ways.size() - 1);
    return ways.size() - 1;
  }

  /** The index of a link, if it was ever mentioned. */
  OptionalInt find(Link link) {
    Integer known = indices.get(link);
    return known == null ? OptionalInt.empty() : OptionalInt.of(known);
  }

  Way way(int link) {
    return ways.get(link);
  }

  int links() {
    return ways.size();
  }

  Gate storage(StorageName storage, Direction direction) {
    return storageGates.computeIfAbsent(new Limit.AtStorage(storage, direction), this::gate);
  }

  /** Tells the ways into a destination; takes time by links. */
  void into(Gate destination, Consumer<Way> way) {
    ways.stream().filter(one -> one.gates[0] == destination).forEach(way);
  }

  /** A gate to look at: that of the limit, or one as it would be if nothing has come by yet. */
  Gate look(Limit limit) {
    Gate known = known(limit);
    return known == null ? newGate(limit) : known;
  }

  private @Nullable Gate known(Limit limit) {
    if (limit instanceof Limit.OnLink(Link link)) {
      Integer index = indices.get(link);
      return index == null ? null : way(index).own();
    }
    return storageGates.get(limit);
  }

  /** All gates, in the order in which they were met. */
  List<Gate> gates() {
    return gates;
  }

  /** Every storage met so far, by the sides at which it was met. */
  List<Limit.AtStorage> storages() {
    return gates.stream()
        .map(gate -> gate.limit)
        .filter(Limit.AtStorage.class::isInstance)
        .map(Limit.AtStorage.class::cast)
        .toList();
  }

  void ceilings(Ceilings ceilings) {
    this.ceilings = ceilings;
    gates.forEach(gate -> gate.bounds(floor(gate.limit), ceiling(gate.limit)));
  }

  void firstWindows(int storage, int link) {
    firstAtStorage = storage;
    firstOnLink = link;
    gates.forEach(gate -> gate.window(firstWindow(gate.limit)));
  }

  private int firstWindow(Limit limit) {
    return limit instanceof Limit.OnLink ? firstOnLink : firstAtStorage;
  }

  /** Mock copies cost nothing, and how fast they are is made up: there is nothing to learn. */
  static boolean hasWindow(Limit limit) {
    return switch (limit) {
      case Limit.OnLink(Link link) -> !link.source().isMock() && !link.destination().isMock();
      case Limit.AtStorage(StorageName storage, Direction direction) -> !storage.isMock();
      case Limit.Pool() -> false;
    };
  }

  private Gate gate(Limit limit) {
    Gate gate = newGate(limit);
    gates.add(gate);
    return gate;
  }

  private Gate newGate(Limit limit) {
    return new Gate(limit, floor(limit), ceiling(limit), firstWindow(limit));
  }

  private int floor(Limit limit) {
    if (!hasWindow(limit)) {
      return Integer.MAX_VALUE;
    }
    return limit instanceof Limit.OnLink(Link link) ? ceilings.floor(link) : 0;
  }

  private int ceiling(Limit limit) {
    return switch (limit) {
      case Limit.OnLink(Link link) -> ceilings.link(link);
      case Limit.AtStorage(StorageName storage, Direction direction) ->
          ceilings.storage(storage, direction);
      case Limit.Pool() -> Integer.MAX_VALUE;
    };
  }
}
