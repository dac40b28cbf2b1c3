package io.tern.pilot;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Limit;
import io.tern.observe.Observer;
import io.tern.schedule.Scheduler;
import io.tern.window.Speed;
import io.tern.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Learns from what copies do and sets the scheduler's windows, below its ceilings. Knows no clock:
 * whoever owns time calls {@link #tick}. Not thread-safe.
 */
public final class Pilot implements Observer, Windows {
  /** Places of a storage's direction nobody has used yet. */
  public static final int FIRST_WINDOW = 16;

  private final Scheduler scheduler;
  private final Chart chart;
  private final Doors doors;
  private final Refusals refusals;
  private final Judging judging;
  private final Ambience ambience = new Ambience();
  private final Stalls stalls = new Stalls();
  private final Map<Integer, Flight> flights = new HashMap<>();

  public Pilot(Scheduler scheduler) {
    this.scheduler = scheduler;
    chart = new Chart(scheduler);
    doors = new Doors(scheduler);
    refusals = new Refusals(scheduler);
    judging = new Judging(scheduler, doors, ambience);
    scheduler.firstWindows(FIRST_WINDOW, Integer.MAX_VALUE);
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    end(slot);
    Flight flight = new Flight(slot, chart.road(link), share, bytes, nowMs);
    flights.put(slot, flight);
    refusals.began(flight);
    stalls.began(flight, nowMs);
    flight.enter();
    judging.began(flight.road, nowMs);
  }

  /** The size of a file has been found out; nobody had said it. */
  public void sized(int slot, long bytes) {
    Flight flight = flights.get(slot);
    if (flight != null) {
      flight.leave();
      flight.size(bytes);
      flight.enter();
    }
  }

  @Override
  public void moved(int slot, long bytes, long nowMs) {
    Flight flight = flights.get(slot);
    if (flight != null && bytes > flight.bytes) {
      count(flight, bytes - flight.bytes);
      if (flight.bytes > 0 && nowMs > flight.toldMs) {
        flows(flight, bytes, nowMs);
      } else {
        flight.firstMs = nowMs;
        flight.firstBytes = bytes;
        doors.served(flight);
        refusals.taken(flight);
      }
      flight.bytes = bytes;
      flight.toldMs = nowMs;
      stalls.moved(flight, nowMs);
    }
  }

  private static void count(Flight flight, double bytes) {
    flight.road.moved += bytes;
    flight.road.source.moved += bytes;
    flight.road.destination.moved += bytes;
  }

  private static void flows(Flight flight, long bytes, long nowMs) {
    flight.road.flowed(bytes - flight.bytes, nowMs - flight.toldMs, nowMs);
    flight.road.patience.sample(nowMs - flight.toldMs);
    if (flight.bytes == flight.firstBytes) {
      double rate = (double) (bytes - flight.bytes) / (nowMs - flight.toldMs);
      double flowing = flight.firstBytes / Math.max(rate, flight.road.speed.bytesPerMs());
      flight.road.setUp.sample(flight.firstMs - flight.startMs - flowing);
    }
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    Flight flight = flights.get(slot);
    if (flight != null) {
      count(flight, Math.max(0, bytes - flight.bytes));
      ambience.succeeded(flight.road);
      doors.succeeded(flight.road);
      if (flight.bytes == 0) {
        refusals.taken(flight);
      }
      end(slot);
    }
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    Flight flight = flights.get(slot);
    FailureClass failed = failure.failureClass();
    if (flight != null && failed == FailureClass.NO_SPACE) {
      refusals.refused(flight, nowMs);
    }
    if (flight != null && failed.tellsOfStorage()) {
      doors.failed(flight.road, failure, nowMs);
    }
    if (flight != null && failed.tellsOfLoad()) {
      ambience.failed(flight.road);
    }
    end(slot);
  }

  @Override
  public void left(int slot, long nowMs) {
    end(slot);
  }

  private void end(int slot) {
    Flight flight = flights.remove(slot);
    if (flight != null) {
      flight.over = true;
      refusals.ended(flight);
      flight.leave();
    }
  }

  @Override
  public void space(StorageName storage, long freeBytes, long nowMs) {}

  /**
   * An attempt that should be ended since it all but stands still; null if there is none. To be
   * asked until there is none; what has not ended after ten seconds is told again.
   */
  public @Nullable Stall nextStall(long nowMs) {
    return stalls.next(nowMs);
  }

  /** Excuses an attempt that seems to stall, since nothing could be heard of it. */
  public void spare(int slot) {
    Flight flight = flights.get(slot);
    if (flight != null) {
      stalls.spare(flight);
    }
  }

  /** Does what is due; to be called about once a second, before the scheduler is asked. */
  public void tick(long nowMs) {
    stalls.tick(nowMs);
    doors.tick(nowMs);
    refusals.tick(nowMs);
    judging.tick(nowMs);
  }

  /**
   * What was found since it was last asked, to be written down: of one limit no more than every ten
   * seconds.
   */
  public List<Lesson> lessons(int most) {
    return judging.lessons(most);
  }

  /** Begins with what an earlier pilot found; to be called before anything has started. */
  public void begin(Lesson lesson, long nowMs) {
    judging.known(lesson);
    switch (lesson) {
      case Lesson.OfStorage storage -> begin(storage, nowMs);
      case Lesson.OfLink link -> begin(link, nowMs);
    }
  }

  private void begin(Lesson.OfStorage lesson, long nowMs) {
    Dock dock = chart.begin(lesson.limit(), Window.from(lesson.window()));
    if (lesson.shut()) {
      doors.shut(dock, nowMs);
    }
    doors.show(dock);
  }

  private void begin(Lesson.OfLink lesson, long nowMs) {
    Link link = lesson.limit().link();
    Road road = chart.road(scheduler.link(link.source(), link.destination()));
    road.speed.begin(lesson.bytesPerMs(), nowMs);
    road.setUp.begin(lesson.setUpMs());
    judging.show(road);
  }

  @Override
  public long judged(Decision decision) {
    return judging.judged(decision);
  }

  @Override
  public Optional<Finding> finding(Limit limit) {
    return switch (limit) {
      case Limit.AtStorage at -> chart.find(at).map(dock -> dock.finding(refusals.at(dock)));
      case Limit.OnLink on -> chart.find(on).map(Road::finding);
      case Limit.Pool() -> Optional.empty();
    };
  }

  @Override
  public OptionalDouble speed(Link link) {
    return chart.find(new Limit.OnLink(link)).stream()
        .map(road -> road.speed)
        .filter(Speed::isKnown)
        .mapToDouble(Speed::bytesPerMs)
        .findFirst();
  }
}
