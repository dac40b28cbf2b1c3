package io.tern.orchestrator.telemetry;

import io.tern.job.Link;
import io.tern.limit.Direction;
import io.tern.orchestrator.agent.AgentMeter.AttemptMeter;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.EndedOrBuilder;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Counts one attempt where it belongs: its VO, its link, both its storages. */
final class CopyMeter implements AttemptMeter {
  private final Meters meters;
  private final Traffic traffic;
  private final Complaints complaints;
  private final Link link;
  private final String vo;
  private final List<Flow> flows;
  private final Set<CopyMeter> copying;
  private final long beganNanos = System.nanoTime();
  private volatile long markerNanos;
  private boolean marked;
  private long bytes;

  /**
   * @param copying those between COPY and their end; this one enters and leaves by itself
   */
  CopyMeter(
      Meters meters,
      Traffic traffic,
      Complaints complaints,
      Link link,
      String vo,
      Set<CopyMeter> copying) {
    this.meters = meters;
    this.traffic = traffic;
    this.complaints = complaints;
    this.link = link;
    this.vo = vo;
    this.copying = copying;
    flows =
        List.of(
            traffic.link(link),
            traffic.side(link.source(), Direction.OUTBOUND),
            traffic.side(link.destination(), Direction.INBOUND));
    flows.forEach(flow -> flow.began(beganNanos));
  }

  long markerNanos() {
    return markerNanos;
  }

  @Override
  public void copying() {
    marked = false;
    markerNanos = System.nanoTime();
    copying.add(this);
  }

  @Override
  public void marker(long more) {
    long now = System.nanoTime();
    meters.counter(Metric.MARKERS).increment();
    if (!marked) {
      Meters.record(meters.timer(Metric.FIRST_MARKER), now - markerNanos);
    }
    marked = true;
    markerNanos = now;
    moved(more);
  }

  private void moved(long more) {
    if (more > 0) {
      bytes += more;
      meters.counter(Metric.FILE_BYTES, vo).increment(more);
      flows.forEach(flow -> flow.moved(more));
    }
  }

  @Override
  public void ended(EndedOrBuilder ended) {
    copying.remove(this);
    long now = System.nanoTime();
    End end = ended.getEnd();
    flows.forEach(flow -> flow.ended(end, now));
    meters
        .counter(
            Metric.ATTEMPTS,
            AgentMeters.label(end),
            label(ended.getFailureClass()),
            label(ended.getPhase()),
            label(ended.getSide()))
        .increment();
    if (end == End.END_FAILED) {
      traffic.troubles().failed(link, label(ended.getSide()), label(ended.getFailureClass()));
      complaints.add(label(ended.getFailureClass()), ended.getMessage());
    }
    if (end == End.DONE) {
      moved(ended.getBytes() - bytes);
      Meters.record(meters.timer(Metric.TRANSFER_DURATION), now - beganNanos);
    }
  }

  private static String label(String name) {
    return name.isEmpty() ? "none" : name.toLowerCase(Locale.ROOT);
  }
}
