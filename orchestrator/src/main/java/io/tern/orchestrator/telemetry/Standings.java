package io.tern.orchestrator.telemetry;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.ledger.Ledger;
import io.tern.limit.Limit;
import io.tern.pilot.Windows;
import io.tern.schedule.Occupancy;
import io.tern.schedule.Scheduler;
import io.tern.schedule.ShareStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How queues and places stood at one moment, copied from the ledger for other threads to read.
 *
 * @param oldestWaitingMs as {@link Ledger#oldestWaitingMs}
 */
record Standings(
    List<OfLink> links,
    List<OfStorage> storages,
    List<WindowRow> windows,
    List<SpeedRow> speeds,
    List<ShareStanding> shares,
    Map<Share, Long> oldestWaitingMs) {
  static final Standings NONE =
      new Standings(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());

  record OfLink(Link link, int queued, Occupancy places) {
    boolean isInUse() {
      return queued > 0 || places.used() > 0;
    }

    /** Both under the name of this one. */
    OfLink and(OfLink other) {
      Occupancy more = other.places;
      return new OfLink(
          link,
          queued + other.queued,
          new Occupancy(
              places.used() + more.used(),
              places.reserved() + more.reserved(),
              (int) Math.min(Integer.MAX_VALUE, (long) places.ceiling() + more.ceiling())));
    }
  }

  record OfStorage(Limit.AtStorage at, Occupancy places) {}

  /** What no further name is given to. */
  static final Link REST = new Link(new StorageName("*"), new StorageName("*"));

  /**
   * Those links on which something waits or runs, {@code most} by name and the others together; and
   * every storage, as many at most.
   */
  static Standings of(Ledger ledger, Windows windows, int most) {
    Scheduler scheduler = ledger.scheduler();
    List<OfStorage> storages =
        scheduler.storages().stream()
            .limit(most)
            .map(at -> new OfStorage(at, scheduler.atStorage(at.storage(), at.direction())))
            .toList();
    List<OfLink> links = links(scheduler, most);
    return new Standings(
        links,
        storages,
        windows(links, storages, windows),
        speeds(links, windows),
        scheduler.standings(),
        ledger.oldestWaitingMs());
  }

  private static List<WindowRow> windows(
      List<OfLink> links, List<OfStorage> storages, Windows windows) {
    Stream<Limit> limits =
        Stream.concat(
            links.stream()
                .map(OfLink::link)
                .filter(link -> !link.equals(REST))
                .map(Limit.OnLink::new),
            storages.stream().map(OfStorage::at));
    return limits.flatMap(limit -> WindowRow.of(limit, windows).stream()).toList();
  }

  static List<SpeedRow> speeds(List<OfLink> links, Windows windows) {
    return links.stream().flatMap(link -> SpeedRow.of(link.link(), windows).stream()).toList();
  }

  static List<OfLink> links(Scheduler scheduler, int most) {
    List<OfLink> links = new ArrayList<>();
    OfLink rest = new OfLink(REST, 0, new Occupancy(0, 0, 0));
    for (int index = 0; index < scheduler.links(); index++) {
      OfLink link =
          new OfLink(scheduler.link(index), scheduler.waiting(index), scheduler.onLink(index));
      if (link.isInUse() && links.size() < most) {
        links.add(link);
      } else if (link.isInUse()) {
        rest = rest.and(link);
      }
    }
    if (rest.isInUse()) {
      links.add(rest);
    }
    return links;
  }
}
