package io.tern.pilot;

import io.tern.breaker.Breaker;
import io.tern.job.Failure;
import io.tern.job.Side;
import io.tern.schedule.Scheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the scheduler each dock's places: those of its window, or of its breaker if that is shut.
 */
final class Doors {
  private final Scheduler scheduler;

  /** Docks whose breakers are not closed. */
  private final List<Dock> shut = new ArrayList<>();

  Doors(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  void succeeded(Road road) {
    road.source.breaker.succeeded();
    road.destination.breaker.succeeded();
  }

  /** Bytes of a probe flow: its ends serve, before it is complete. */
  void served(Flight flight) {
    served(flight.road.source, flight.startMs);
    served(flight.road.destination, flight.startMs);
  }

  private void served(Dock dock, long startMs) {
    if (dock.breaker.state() == Breaker.State.PROBING && startMs >= dock.breaker.probeMs()) {
      dock.breaker.succeeded();
    }
  }

  /** A failure counts at the side at which it lies, at both if it lies between them. */
  void failed(Road road, Failure failure, long nowMs) {
    if (failure.side() != Side.DESTINATION) {
      failed(road.source, nowMs);
    }
    if (failure.side() != Side.SOURCE) {
      failed(road.destination, nowMs);
    }
  }

  private void failed(Dock dock, long nowMs) {
    boolean wasClosed = dock.breaker.state() == Breaker.State.CLOSED;
    dock.breaker.failed(nowMs);
    if (dock.breaker.state() != Breaker.State.CLOSED) {
      show(dock);
      dock.strain.forgive();
      if (wasClosed && !shut.contains(dock)) {
        shut.add(dock);
      }
    }
  }

  /** It was shut before this pilot began. */
  void shut(Dock dock, long nowMs) {
    dock.breaker.shut(nowMs);
    shut.add(dock);
  }

  /** Whether a breaker keeps attempts out: then what is seen there says nothing of its window. */
  static boolean isShut(Watched watched) {
    return watched instanceof Dock dock && dock.breaker.state() != Breaker.State.CLOSED;
  }

  /** Lets probes in, and opens what has been found to serve. */
  void tick(long nowMs) {
    for (Dock dock : shut) {
      dock.breaker.tick(nowMs);
      show(dock);
    }
    shut.removeIf(dock -> dock.breaker.state() == Breaker.State.CLOSED);
  }

  void show(Dock dock) {
    int places =
        switch (dock.breaker.state()) {
          case CLOSED -> dock.window.places();
          case OPEN -> 0;
          case PROBING -> 1;
        };
    scheduler.window(dock.storage, dock.direction, places);
  }
}
