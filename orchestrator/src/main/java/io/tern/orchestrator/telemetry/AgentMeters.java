package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.tern.orchestrator.agent.AgentMeter;
import io.tern.orchestrator.journal.wire.End;
import java.util.Locale;

/** What the agent of this node tells. */
public final class AgentMeters implements AgentMeter {
  private final Meters meters;
  private final Counter started;
  private final Counter ignored;
  private final Counter markers;
  private final Timer firstMarker;
  private final Timer duration;

  public AgentMeters(Meters meters) {
    this.meters = meters;
    started = meters.counter("tern.attempts.started", "Attempts begun by this agent.");
    ignored = meters.counter("tern.duplicate.dispatches", "Dispatches that were not acted on.");
    markers =
        meters.counter("tern.performance.markers", "Performance markers heard from storages.");
    firstMarker =
        meters.latency("tern.first.marker.seconds", "From COPY to the first performance marker.");
    duration = meters.duration("tern.transfer.duration.seconds", "Of attempts that were done.");
  }

  @Override
  public void started() {
    started.increment();
  }

  @Override
  public void ended(End end, String failureClass, long nanos) {
    String outcome = end.name().replace("END_", "").toLowerCase(Locale.ROOT);
    meters
        .counter(
            "tern.attempts",
            "Attempts that ended.",
            "outcome",
            outcome,
            "error_class",
            failureClass.isEmpty() ? "none" : failureClass.toLowerCase(Locale.ROOT))
        .increment();
    if (end == End.DONE) {
      Meters.record(duration, nanos);
    }
  }

  @Override
  public void firstMarker(long nanos) {
    markers.increment();
    Meters.record(firstMarker, nanos);
  }

  @Override
  public void marker(long nanos) {
    markers.increment();
  }

  @Override
  public void ignored() {
    ignored.increment();
  }
}
