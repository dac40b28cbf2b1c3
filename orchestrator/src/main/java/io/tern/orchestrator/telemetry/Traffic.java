package io.tern.orchestrator.telemetry;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.telemetry.Standings.OfLink;
import io.tern.orchestrator.telemetry.Standings.OfStorage;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.schedule.Occupancy;
import io.tern.storage.guard.Circuits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What flows through each storage and over each link, and how the leader sees them: the two tiers
 * of metrics whose number goes by the size of the world. Both are bounded.
 */
final class Traffic {
  private static final List<End> ENDS =
      List.of(End.DONE, End.END_FAILED, End.UNKNOWN, End.STOPPED, End.HANDED_BACK);

  /** Links with names of their own on {@code /metrics/links}. */
  static final int MOST_LINKS = 20_000;

  private static final int MOST_SIDES = 2_000;

  private final Meters meters;
  private final LongSupplier nowMs;
  private final Flows<Link> links;
  private final Flows<StorageSide> sides;
  private final Troubles troubles = new Troubles();
  private volatile Standings standings = Standings.NONE;
  private volatile Supplier<Map<StorageName, Circuits.State>> circuits = Map::of;
  private volatile Supplier<Map<StorageName, Long>> delayed = Map::of;

  /**
   * @param nowMs wall clock, since the epoch
   */
  Traffic(Meters meters, LongSupplier nowMs) {
    this.meters = meters;
    this.nowMs = nowMs;
    var dropped = meters.counter(Metric.LINKS_DROPPED);
    links = new Flows<>(MOST_LINKS, Standings.REST, dropped::increment);
    sides = new Flows<>(MOST_SIDES, StorageSide.OTHERS, () -> {});
  }

  /** Where it is read what keeps the agent from asking storages. */
  void guards(
      Supplier<Map<StorageName, Circuits.State>> states,
      Supplier<Map<StorageName, Long>> delayedRequests) {
    circuits = states;
    delayed = delayedRequests;
  }

  Flow link(Link link) {
    return links.of(link);
  }

  Flow side(StorageName storage, Direction direction) {
    return sides.of(StorageSide.of(storage.value(), direction));
  }

  Troubles troubles() {
    return troubles;
  }

  void standings(Standings now) {
    standings = now;
  }

  void showLinks(Exposition out) {
    links.forgetIdle();
    links.each((link, flow) -> show(out, name(link.source()), name(link.destination()), flow));
    Standings now = standings;
    now.links().forEach(link -> show(out, link));
    now.windows().stream()
        .filter(row -> row.limit() instanceof Limit.OnLink)
        .forEach(row -> row.show(out));
    now.speeds().forEach(row -> row.show(out));
    troubles.showLinks(out);
  }

  private static void show(Exposition out, String source, String destination, Flow flow) {
    out.counter(Metric.LINK_BYTES, flow.bytes(), source, destination);
    out.gauge(Metric.LINK_ACTIVE, flow.active(), source, destination);
    out.counter(Metric.LINK_ATTEMPTS, flow.ended(End.DONE), source, destination, "done");
    out.counter(Metric.LINK_ATTEMPTS, flow.ended(End.END_FAILED), source, destination, "failed");
    out.counter(Metric.LINK_ATTEMPTS, flow.ended(End.UNKNOWN), source, destination, "unknown");
  }

  private static void show(Exposition out, OfLink link) {
    String source = name(link.link().source());
    String destination = name(link.link().destination());
    Occupancy places = link.places();
    out.gauge(Metric.LINK_QUEUED, link.queued(), source, destination);
    out.gauge(Metric.LINK_SLOTS, places.used(), source, destination, "used");
    out.gauge(Metric.LINK_SLOTS, places.ceiling(), source, destination, "limit");
  }

  void showShares(Exposition out) {
    Standings now = standings;
    ShareRows.show(now.shares(), now.oldestWaitingMs(), nowMs.getAsLong(), meters, out);
  }

  void showStorages(Exposition out) {
    sides.each((side, flow) -> show(out, side, flow));
    troubles.showStorages(out);
    Standings now = standings;
    now.storages().forEach(storage -> show(out, storage));
    now.windows().stream()
        .filter(row -> row.limit() instanceof Limit.AtStorage)
        .forEach(row -> row.show(out));
    circuits.get().forEach((storage, state) -> show(out, storage, state));
    delayed
        .get()
        .forEach((storage, count) -> out.counter(Metric.DELAYED_REQUESTS, count, storage.value()));
  }

  private static void show(Exposition out, StorageSide side, Flow flow) {
    out.counter(Metric.STORAGE_BYTES, flow.bytes(), side.storage(), side.direction());
    out.gauge(Metric.STORAGE_ACTIVE, flow.active(), side.storage(), side.direction());
    for (End end : ENDS) {
      String outcome = AgentMeters.label(end);
      out.counter(
          Metric.STORAGE_ATTEMPTS, flow.ended(end), side.storage(), side.direction(), outcome);
    }
  }

  private static void show(Exposition out, OfStorage storage) {
    StorageSide side = StorageSide.of(name(storage.at().storage()), storage.at().direction());
    Occupancy places = storage.places();
    out.gauge(Metric.STORAGE_SLOTS, places.used(), side.storage(), side.direction(), "used");
    out.gauge(Metric.STORAGE_SLOTS, places.ceiling(), side.storage(), side.direction(), "limit");
  }

  private static void show(Exposition out, StorageName storage, Circuits.State state) {
    if (state != Circuits.State.CLOSED) {
      String label = state.name().toLowerCase(Locale.ROOT);
      out.gauge(Metric.BREAKER_STATE, 1, storage.value(), label);
    }
  }

  /** Its label. */
  static String name(StorageName storage) {
    return storage.value().equals("*") ? Meters.OTHER : storage.value();
  }
}
