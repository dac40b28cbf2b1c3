package io.tern.explain;

import io.tern.limit.Limit;
import io.tern.pilot.Finding;
import io.tern.schedule.Room;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A storage's direction or a link as it is at one moment.
 *
 * @param finding what copies have taught; empty where none has come by, or none teaches anything
 * @param offMs what the pilot's clock lacks of milliseconds since the epoch
 */
public record Limited(Limit limit, Room room, Optional<Finding> finding, long offMs) {
  public Limited {
    finding = room.hasNoWindow() ? Optional.empty() : finding;
  }

  boolean isFull() {
    return room.isFull();
  }

  boolean isWaitedFor() {
    return room.waiting() > 0;
  }

  /** Places taken or kept. */
  int taken() {
    return room.used() + room.kept();
  }

  /** Where it is, as part of a sentence. */
  String at() {
    return FullLimit.at(limit);
  }

  String time(long pilotMs) {
    return Instant.ofEpochMilli(pilotMs + offMs).toString();
  }

  Bound bound(boolean binds) {
    return new Bound(
        limit,
        room.used(),
        room.waiting(),
        room.places(),
        Math.min(room.floor(), room.ceiling()),
        window(),
        room.ceiling(),
        binds);
  }

  private OptionalInt window() {
    int window = finding.map(Finding::window).orElse(room.window());
    return room.hasNoWindow() || window == Integer.MAX_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of(window);
  }
}
