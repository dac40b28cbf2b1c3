package io.tern.orchestrator.telemetry;

import io.tern.job.Link;
import io.tern.ledger.Ledger;
import io.tern.limit.Limit;
import io.tern.schedule.Occupancy;
import io.tern.schedule.Scheduler;
import io.tern.schedule.ShareStanding;
import java.util.ArrayList;
import java.util.List;

/** How queues and places stood at one moment, copied from the ledger for other threads to read. */
record Standings(List<OfLink> links, List<OfStorage> storages, List<ShareStanding> shares) {
  static final Standings NONE = new Standings(List.of(), List.of(), List.of());

  record OfLink(Link link, int queued, Occupancy places) {}

  record OfStorage(Limit.AtStorage at, Occupancy places) {}

  /** Those links on which something waits or runs, and every storage, at most {@code most} each. */
  static Standings of(Ledger ledger, int most) {
    Scheduler scheduler = ledger.scheduler();
    List<OfLink> links = new ArrayList<>();
    for (int link = 0; link < scheduler.links() && links.size() < most; link++) {
      int queued = scheduler.waiting(link);
      Occupancy places = scheduler.onLink(link);
      if (queued > 0 || places.used() > 0) {
        links.add(new OfLink(scheduler.link(link), queued, places));
      }
    }
    List<OfStorage> storages =
        scheduler.storages().stream()
            .limit(most)
            .map(at -> new OfStorage(at, scheduler.atStorage(at.storage(), at.direction())))
            .toList();
    return new Standings(links, storages, scheduler.standings());
  }
}
