package io.tern.orchestrator.telemetry;

import io.tern.job.Link;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.pilot.Windows;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How fast one copy on a link is while nothing holds it up. */
record SpeedRow(Link link, double bytesPerSecond) {
  private static final double MS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);

  /** Empty while it is not known. */
  static Optional<SpeedRow> of(Link link, Windows windows) {
    return windows.speed(link).stream()
        .mapToObj(bytesPerMs -> new SpeedRow(link, bytesPerMs * MS_PER_SECOND))
        .findFirst();
  }

  void show(Exposition out) {
    out.gauge(Metric.LINK_SPEED, bytesPerSecond, link.source().value(), link.destination().value());
  }
}
