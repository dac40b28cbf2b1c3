package io.tern.pilot;

import io.tern.job.Link;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.Scheduler;
import io.tern.window.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of each storage and link at which attempts were made. */
final class Chart {
  private final Scheduler scheduler;
  private final Map<Limit.AtStorage, Dock> docks = new HashMap<>();

  /** By the scheduler's index of the link. */
  private final List<@Nullable Road> roads = new ArrayList<>();

  Chart(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  Optional<Dock> find(Limit.AtStorage limit) {
    return Optional.ofNullable(docks.get(limit));
  }

  Optional<Road> find(Limit.OnLink limit) {
    return scheduler.find(limit.link()).stream()
        .filter(known -> known < roads.size())
        .mapToObj(roads::get)
        .filter(Objects::nonNull)
        .findFirst();
  }

  Road road(int link) {
    while (roads.size() <= link) {
      roads.add(null);
    }
    Road known = roads.get(link);
    return known == null ? newRoad(link) : known;
  }

  private Road newRoad(int link) {
    Link ends = scheduler.link(link);
    Road road =
        new Road(
            link,
            dock(new Limit.AtStorage(ends.source(), Direction.OUTBOUND)),
            dock(new Limit.AtStorage(ends.destination(), Direction.INBOUND)),
            new Window(Integer.MAX_VALUE));
    roads.set(link, road);
    return road;
  }

  private Dock dock(Limit.AtStorage limit) {
    return docks.computeIfAbsent(limit, at -> dock(at, new Window(Pilot.FIRST_WINDOW)));
  }

  private static Dock dock(Limit.AtStorage at, Window window) {
    return new Dock(at.storage(), at.direction(), window);
  }

  /** A storage's direction of which an earlier pilot has known the window. */
  Dock begin(Limit.AtStorage at, Window window) {
    Dock dock = dock(at, window);
    docks.put(at, dock);
    return dock;
  }
}
