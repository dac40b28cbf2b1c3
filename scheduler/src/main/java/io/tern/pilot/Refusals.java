package io.tern.pilot;

import io.tern.schedule.Scheduler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps a VO's copies from destinations that have no room for them. */
final class Refusals {
  /** Of whom a destination has said that it has no room. */
  private record Place(Dock destination, String vo) {}

  private final Scheduler scheduler;

  /** In the order of the first word, so that the same words lead to the same starts. */
  private final Map<Place, Refusal> refusals = new LinkedHashMap<>();

  Refusals(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void began(Flight flight) {
    if (refusals.isEmpty()) {
      return;
    }
    Place place = place(flight);
    Refusal refusal = refusals.get(place);
    if (refusal != null) {
      refusal.began();
      flight.refusal = refusal;
      show(place, refusal);
    }
  }

  /** The destination takes its first bytes, or had taken all of them when it was first told of. */
  void taken(Flight flight) {
    Refusal refusal = flight.refusal;
    if (refusal != null) {
      refusal.taken();
      showAgain(flight, refusal);
    }
  }

  /** The destination says that it has no room. */
  void refused(Flight flight, long nowMs) {
    Place place = place(flight);
    Refusal refusal = refusals.computeIfAbsent(place, none -> new Refusal());
    refusal.refused(nowMs);
    show(place, refusal);
  }

  void ended(Flight flight) {
    Refusal refusal = flight.refusal;
    if (refusal != null) {
      refusal.ended();
      showAgain(flight, refusal);
    }
  }

  /** Unless another word has come since the one it began after was over. */
  private void showAgain(Flight flight, Refusal refusal) {
    Place place = place(flight);
    if (refusals.get(place) == refusal) {
      show(place, refusal);
    }
  }

  void tick(long nowMs) {
    refusals.forEach((place, refusal) -> {
      refusal.tick(nowMs);
      show(place, refusal);
    });
    refusals.values().removeIf(Refusal::isOver);
  }

  /** The VOs for which a destination has no room, as far as is known. */
  Set<String> at(Dock destination) {
    return refusals.keySet().stream()
        .filter(place -> place.destination == destination)
        .map(Place::vo)
        .collect(Collectors.toSet());
  }

  private Place place(Flight flight) {
    return new Place(flight.road.destination, scheduler.share(flight.share).vo());
  }

  private void show(Place place, Refusal refusal) {
    if (refusal.isOver() || refusal.letsIn()) {
      scheduler.grant(place.destination.storage, place.vo);
    } else {
      scheduler.withhold(place.destination.storage, place.vo);
    }
  }
}
