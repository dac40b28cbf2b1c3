package io.tern.pilot;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.observe.Observer;
import io.tern.schedule.Scheduler;
import io.tern.window.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Learns from what copies do and sets the scheduler's windows, below its ceilings. Knows no clock:
 * whoever owns time calls {@link #tick}. Not thread-safe.
 */
public final class Pilot implements Observer, Windows {
  /** Between two judgements of one thing: a set-up and a marker, so that each sees the last. */
  public static final long JUDGED_EVERY_MS = 8_000;

  /** Places of a storage's direction nobody has used yet. */
  public static final int FIRST_WINDOW = 16;

  private static final int MOST_JUDGED = 4_096;

  /** What fails everywhere is learnt from thousands of attempts. */
  private static final double AROUND = 1.0 / 5_000;

  private final Scheduler scheduler;
  private final Doors doors;
  private final Refusals refusals;
  private final Stalls stalls = new Stalls();
  private final Lessons lessons = new Lessons();
  private final Map<Integer, Flight> flights = new HashMap<>();
  private final Map<Limit, Dock> docks = new HashMap<>();
  private final List<@Nullable Road> roads = new ArrayList<>();
  private final Queue<Watched> line = new ArrayDeque<>();
  private final long[] judged = new long[Decision.values().length];

  /** The part of all attempts that fails wherever they go. */
  private double around;

  private long attempts;

  public Pilot(Scheduler scheduler) {
    this.scheduler = scheduler;
    doors = new Doors(scheduler);
    refusals = new Refusals(scheduler);
    scheduler.firstWindows(FIRST_WINDOW, Integer.MAX_VALUE);
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    end(slot);
    Flight flight = new Flight(slot, road(link), share, bytes, nowMs);
    flights.put(slot, flight);
    refusals.began(flight);
    stalls.began(flight, nowMs);
    flight.enter();
    lineUp(flight.road, nowMs);
    lineUp(flight.road.source, nowMs);
    lineUp(flight.road.destination, nowMs);
  }

  private void lineUp(Watched watched, long nowMs) {
    if (!watched.inLine) {
      watched.inLine = true;
      watched.judged(nowMs);
      line.add(watched);
    }
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
      learn(flight.road, 0);
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
      learn(flight.road, 1);
    }
    end(slot);
  }

  private void learn(Road road, int failed) {
    Dock from = road.source;
    Dock to = road.destination;
    double error = failed - (around + from.strain.failing() + to.strain.failing());
    around = Math.max(0, around + error * Math.max(AROUND, 1.0 / ++attempts));
    from.strain.learn(error, from.flights);
    to.strain.learn(error, to.flights);
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
    for (int judged = 0; judged < MOST_JUDGED; judged++) {
      Watched next = line.peek();
      if (next == null || nowMs - next.judgedMs < JUDGED_EVERY_MS) {
        return;
      }
      line.remove();
      judge(next, nowMs);
    }
  }

  private void judge(Watched watched, long nowMs) {
    watched.inLine = watched.flights > 0;
    if (watched.inLine) {
      line.add(watched);
    }
    if (watched.moved > 0 && !Doors.isShut(watched)) {
      adapt(watched, nowMs);
    }
    watched.judged(nowMs);
    switch (watched) {
      case Road road -> value(road, nowMs);
      case Dock dock -> {
        dock.sought(isWanted(dock));
        lessons.learnt(dock.lesson(), nowMs);
      }
    }
  }

  private void value(Road road, long nowMs) {
    show(road);
    if (road.speed.isKnown()) {
      lessons.learnt(lesson(road), nowMs);
    }
  }

  private void show(Road road) {
    scheduler.worth(road.link, road.worth());
    if (road.speed.isKnown()) {
      scheduler.speed(road.link, road.speed.bytesPerMs());
    }
  }

  private Lesson lesson(Road road) {
    Limit.OnLink limit = new Limit.OnLink(scheduler.link(road.link));
    return new Lesson.OfLink(limit, road.speed.bytesPerMs(), road.setUp.ms());
  }

  /**
   * What was found since it was last asked, to be written down: of one limit no more than every ten
   * seconds.
   */
  public List<Lesson> lessons(int most) {
    return lessons.take(most);
  }

  /** Begins with what an earlier pilot found; to be called before anything has started. */
  public void begin(Lesson lesson, long nowMs) {
    lessons.known(lesson);
    switch (lesson) {
      case Lesson.OfStorage storage -> begin(storage, nowMs);
      case Lesson.OfLink link -> begin(link, nowMs);
    }
  }

  private void begin(Lesson.OfStorage lesson, long nowMs) {
    Limit.AtStorage at = lesson.limit();
    Dock dock = new Dock(at.storage(), at.direction(), Window.from(lesson.window()));
    docks.put(at, dock);
    if (lesson.shut()) {
      doors.shut(dock, nowMs);
    }
    doors.show(dock);
  }

  private void begin(Lesson.OfLink lesson, long nowMs) {
    Link link = lesson.limit().link();
    Road road = road(scheduler.link(link.source(), link.destination()));
    road.speed.begin(lesson.bytesPerMs(), nowMs);
    road.setUp.begin(lesson.setUpMs());
    show(road);
  }

  private void adapt(Watched watched, long nowMs) {
    int before = watched.window.places();
    Window.Sight sight =
        new Window.Sight(
            used(watched),
            isWanted(watched),
            watched.ease(),
            watched.rate(nowMs),
            watched.possibleHere(nowMs),
            watched instanceof Dock dock && dock.strain.isFelt(around, dock.flights, nowMs));
    watched.window.follow(sight, nowMs);
    judged[Decision.of(before, watched.window.places()).ordinal()]++;
    if (watched.window.places() != before) {
      show(watched);
    }
  }

  private int used(Watched watched) {
    return switch (watched) {
      case Dock dock -> scheduler.atStorage(dock.storage, dock.direction).used();
      case Road road -> scheduler.onLink(road.link).used();
    };
  }

  private boolean isWanted(Watched watched) {
    return switch (watched) {
      case Dock dock -> scheduler.isWanted(dock.storage, dock.direction);
      case Road road -> scheduler.isWanted(road.link);
    };
  }

  private void show(Watched watched) {
    switch (watched) {
      case Dock dock -> doors.show(dock);
      case Road road -> scheduler.window(road.link, road.window.places());
    }
  }

  @Override
  public long judged(Decision decision) {
    return judged[decision.ordinal()];
  }

  @Override
  public Optional<Finding> finding(Limit limit) {
    return switch (limit) {
      case Limit.AtStorage at ->
          Optional.ofNullable(docks.get(at)).map(dock -> dock.finding(refusals.at(dock)));
      case Limit.OnLink(Link link) ->
          scheduler.find(link).stream()
              .filter(known -> known < roads.size())
              .mapToObj(roads::get)
              .flatMap(Stream::ofNullable)
              .map(Road::finding)
              .findFirst();
      case Limit.Pool() -> Optional.empty();
    };
  }

  private Road road(int link) {
    while (roads.size() <= link) {
      roads.add(null);
    }
    Road known = roads.get(link);
    if (known != null) {
      return known;
    }
    Link ends = scheduler.link(link);
    Road road =
        new Road(
            link,
            dock(ends.source(), Direction.OUTBOUND),
            dock(ends.destination(), Direction.INBOUND),
            new Window(Integer.MAX_VALUE));
    roads.set(link, road);
    return road;
  }

  private Dock dock(StorageName storage, Direction direction) {
    return docks.computeIfAbsent(
        new Limit.AtStorage(storage, direction),
        limit -> new Dock(storage, direction, new Window(FIRST_WINDOW)));
  }
}
