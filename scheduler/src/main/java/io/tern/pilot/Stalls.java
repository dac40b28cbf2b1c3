package io.tern.pilot;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Finds copies that have moved next to nothing for as long as their link's patience lasts. One that
 * has not moved anything yet is left to its agent, which knows what it waits for; so is one whose
 * bytes have all moved.
 */
final class Stalls {
  private static final long CHECKED_EVERY_MS = 10_000;

  /** Markers of copies that cease at once come so far apart. */
  private static final long APART_MS = 15_000;

  private final Attention attention = new Attention();

  /** Flights in the order in which they are to be looked at; some are over. */
  private final Queue<Flight> line = new ArrayDeque<>();

  void began(Flight flight, long nowMs) {
    flight.progressed(attention.ms());
    lookAgain(flight, nowMs);
  }

  private void lookAgain(Flight flight, long nowMs) {
    flight.lookMs = nowMs + CHECKED_EVERY_MS;
    line.add(flight);
  }

  /** Bytes of a flight are told of. */
  void moved(Flight flight, long nowMs) {
    attention.heard(nowMs);
    flight.road.source.movedAt = attention.ms();
    flight.road.destination.movedAt = attention.ms();
    if (flight.hasProgressed()) {
      flight.progressed(attention.ms());
    }
  }

  /** Gives a flight all of its time again. */
  void spare(Flight flight) {
    flight.progressed(attention.ms());
  }

  void tick(long nowMs) {
    attention.tick(nowMs);
  }

  /** One that stalls; null if none is due. It is found again after a while unless it ends. */
  @Nullable Stall next(long nowMs) {
    for (Flight first = line.peek(); isDue(first, nowMs); first = line.peek()) {
      line.remove();
      if (!first.over) {
        lookAgain(first, nowMs);
        if (isStill(first)) {
          return new Stall(first.slot, failure(first));
        }
      }
    }
    return null;
  }

  private static boolean isDue(@Nullable Flight flight, long nowMs) {
    return flight != null && flight.lookMs <= nowMs;
  }

  private boolean isStill(Flight flight) {
    return flight.isMoving() && attention.ms() - flight.progressMs >= flight.road.patience.ms();
  }

  private Failure failure(Flight flight) {
    String message =
        "stalled: moved %d bytes in %d s (expected: at least %d on this link)"
            .formatted(
                flight.bytes - flight.progressBytes,
                (attention.ms() - flight.progressMs) / 1000,
                Math.round(flight.road.leastProgress()));
    return new Failure(FailureClass.STALLED, side(flight), Phase.TRANSFER, true, message);
  }

  /** The end at which nobody else moves either, if there is just one such. */
  private static Side side(Flight flight) {
    boolean source = flight.road.source.movedAt <= flight.progressMs + APART_MS;
    boolean destination = flight.road.destination.movedAt <= flight.progressMs + APART_MS;
    return source == destination ? Side.TRANSFER : source ? Side.SOURCE : Side.DESTINATION;
  }
}
