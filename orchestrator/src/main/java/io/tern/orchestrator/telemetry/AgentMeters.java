package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.orchestrator.agent.AgentMeter;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What the agent of this node tells. */
final class AgentMeters implements AgentMeter {
  private final Meters meters;
  private final Traffic traffic;
  private final Complaints complaints;
  private final Counter started;
  private final Counter ignored;
  private final Set<CopyMeter> copying = ConcurrentHashMap.newKeySet();

  AgentMeters(Meters meters, Traffic traffic, Complaints complaints) {
    this.meters = meters;
    this.traffic = traffic;
    this.complaints = complaints;
    started = meters.counter(Metric.ATTEMPTS_STARTED);
    ignored = meters.counter(Metric.DUPLICATE_DISPATCHES);
    meters.counter(Metric.ATTEMPTS, "done", "none", "none", "none");
    meters.counter(Metric.MARKERS);
    meters.timer(Metric.FIRST_MARKER);
    meters.timer(Metric.TRANSFER_DURATION);
    meters.gauge(Metric.MARKER_AGE, this::oldestMarkerSeconds);
  }

  static String label(End end) {
    return end.name().replace("END_", "").toLowerCase(Locale.ROOT);
  }

  @Override
  public AttemptMeter began(Start start) {
    started.increment();
    FileText file = start.getFile();
    StorageName source = StorageName.ofUrl(file.getSourceUrl());
    StorageName destination = StorageName.ofUrl(file.getDestinationUrl());
    return new CopyMeter(
        meters,
        traffic,
        complaints,
        new Link(source, destination),
        meters.vo(start.getVo()),
        copying);
  }

  @Override
  public void ignored() {
    ignored.increment();
  }

  private double oldestMarkerSeconds() {
    long now = System.nanoTime();
    long oldest = copying.stream().mapToLong(copy -> now - copy.markerNanos()).max().orElse(0);
    return oldest / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
