package io.tern.pilot;

import io.tern.limit.Limit;
import io.tern.schedule.Occupancy;
import io.tern.schedule.Scheduler;
import io.tern.window.Window;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Judges the windows of what attempts use, one after another in the order of the last judgement,
 * and shows them to the scheduler.
 */
final class Judging {
  /**
   * Between two judgements of one thing: as often as storages send markers, so that each hears of
   * every copy once, and no oftener of some than of others.
   */
  static final long EVERY_MS = 5_000;

  /** At one tick. */
  private static final int MOST = 4_096;

  private final Scheduler scheduler;
  private final Doors doors;
  private final Ambience ambience;
  private final Lessons lessons = new Lessons();
  private final Queue<Watched> line = new ArrayDeque<>();
  private final long[] judged = new long[Decision.values().length];

  Judging(Scheduler scheduler, Doors doors, Ambience ambience) {
    this.scheduler = scheduler;
    this.doors = doors;
    this.ambience = ambience;
  }

  long judged(Decision decision) {
    return judged[decision.ordinal()];
  }

  List<Lesson> lessons(int most) {
    return lessons.take(most);
  }

  /** An earlier pilot has written it down: it is not told again at once. */
  void known(Lesson lesson) {
    lessons.known(lesson);
  }

  /** An attempt begins on a link. */
  void began(Road road, long nowMs) {
    if (!road.inLine) {
      road.appear();
    }
    lineUp(road, nowMs);
    lineUp(road.source, nowMs);
    lineUp(road.destination, nowMs);
  }

  private void lineUp(Watched watched, long nowMs) {
    if (!watched.inLine) {
      watched.inLine = true;
      watched.judged(nowMs);
      line.add(watched);
    }
  }

  void tick(long nowMs) {
    for (int count = 0; count < MOST; count++) {
      Watched next = line.peek();
      if (next == null || nowMs - next.judgedMs < EVERY_MS) {
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
      case Road road -> {
        if (!road.inLine) {
          road.vanish();
        }
        value(road, nowMs);
      }
      case Dock dock -> {
        dock.look();
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

  /** Tells the scheduler what places on a link are worth. */
  void show(Road road) {
    scheduler.worth(road.link, road.worth());
    if (road.speed.isKnown()) {
      scheduler.speed(road.link, road.speed.bytesPerMs());
    }
  }

  private Lesson lesson(Road road) {
    Limit.OnLink limit = new Limit.OnLink(scheduler.link(road.link));
    return new Lesson.OfLink(limit, road.speed.bytesPerMs(), road.setUp.ms());
  }

  private void adapt(Watched watched, long nowMs) {
    int before = watched.window.places();
    watched.window.follow(sight(watched, nowMs), nowMs);
    judged[Decision.of(before, watched.window.places()).ordinal()]++;
    if (watched.window.places() != before) {
      showWindow(watched);
    }
  }

  private Window.Sight sight(Watched watched, long nowMs) {
    Occupancy occupancy = occupancy(watched);
    return new Window.Sight(
        occupancy.used(),
        occupancy.reserved(),
        isWanted(watched),
        watched.ease(),
        watched.rate(nowMs),
        watched.possibleHere(nowMs),
        watched instanceof Dock dock && ambience.isStrained(dock, nowMs));
  }

  private Occupancy occupancy(Watched watched) {
    return switch (watched) {
      case Dock dock -> scheduler.atStorage(dock.storage, dock.direction);
      case Road road -> scheduler.onLink(road.link);
    };
  }

  private boolean isWanted(Watched watched) {
    return switch (watched) {
      case Dock dock -> scheduler.isWanted(dock.storage, dock.direction);
      case Road road -> scheduler.isWanted(road.link);
    };
  }

  private void showWindow(Watched watched) {
    switch (watched) {
      case Dock dock -> doors.show(dock);
      case Road road -> scheduler.window(road.link, road.window.places());
    }
  }
}
