package io.tern.orchestrator.telemetry;

import io.tern.job.Link;
import io.tern.limit.Direction;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.stream.Stream;

/** Of what class the failures on links and at storages were. Bounded; safe for any thread. */
final class Troubles {
  private static final int MOST_FAULTS = 4_000;

  private final Flows<Again> again =
      new Flows<>(Traffic.MOST_LINKS, new Again(Standings.REST, Meters.OTHER), () -> {});
  private final Flows<Fault> faults =
      new Flows<>(MOST_FAULTS, new Fault(StorageSide.OTHERS, "any", Meters.OTHER), () -> {});

  private record Again(Link link, String kind) {}

  private record Fault(StorageSide at, String blamed, String kind) {}

  /** An attempt on a link has failed, and there will be another. */
  void triedAgain(Link link, String kind) {
    again.of(new Again(link, kind)).count(End.END_FAILED, System.nanoTime());
  }

  /**
   * An attempt on a link has failed.
   *
   * @param blamed the side that did
   */
  void failed(Link link, String blamed, String kind) {
    long now = System.nanoTime();
    Stream.of(
            StorageSide.of(link.source().value(), Direction.OUTBOUND),
            StorageSide.of(link.destination().value(), Direction.INBOUND))
        .map(at -> faults.of(new Fault(at, blamed, kind)))
        .forEach(flow -> flow.count(End.END_FAILED, now));
  }

  void showLinks(Exposition out) {
    again.forgetIdle();
    again.each((tried, flow) ->
        out.counter(
            Metric.LINK_RETRIES,
            flow.ended(End.END_FAILED),
            Traffic.name(tried.link.source()),
            Traffic.name(tried.link.destination()),
            tried.kind));
  }

  void showStorages(Exposition out) {
    faults.forgetIdle();
    faults.each((fault, flow) ->
        out.counter(
            Metric.STORAGE_FAILURES,
            flow.ended(End.END_FAILED),
            fault.at.storage(),
            fault.at.direction(),
            fault.blamed,
            fault.kind));
  }
}
