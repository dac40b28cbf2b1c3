package io.tern.orchestrator.telemetry;

import io.tern.limit.Limit;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.pilot.Finding;
import io.tern.pilot.Windows;
import io.tern.schedule.Scheduler;
import java.util.Locale;
import java.util.Optional;

/**
 * A window that bounds a storage's direction or a link.
 *
 * @param cause what changed it last, {@code none} while nothing has
 */
record WindowRow(Limit limit, int places, String cause) {

  /** Empty where there is none, or no end to it. */
  static Optional<WindowRow> of(Limit limit, Windows windows) {
    return Optional.of(limit)
        .filter(Scheduler::hasWindow)
        .flatMap(windows::finding)
        .filter(finding -> finding.window() < Integer.MAX_VALUE)
        .map(finding -> new WindowRow(limit, finding.window(), cause(finding)));
  }

  private static String cause(Finding finding) {
    return finding.last().map(last -> last.cause().name().toLowerCase(Locale.ROOT)).orElse("none");
  }

  void show(Exposition out) {
    switch (limit) {
      case Limit.OnLink(var link) ->
          out.gauge(
              Metric.LINK_WINDOW, places, link.source().value(), link.destination().value(), cause);
      case Limit.AtStorage(var storage, var direction) ->
          out.gauge(
              Metric.STORAGE_WINDOW,
              places,
              storage.value(),
              direction.name().toLowerCase(Locale.ROOT),
              cause);
      case Limit.Pool() -> {}
    }
  }
}
