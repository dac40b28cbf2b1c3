package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.pilot.Decision;
import io.tern.pilot.Windows;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What became of windows, counted from what each leader counts from 0. */
final class WindowMeters {
  private final Map<Decision, Counter> counters = new EnumMap<>(Decision.class);
  private final Map<Decision, Long> seen = new EnumMap<>(Decision.class);

  WindowMeters(Meters meters) {
    for (Decision decision : Decision.values()) {
      String word = decision.name().toLowerCase(Locale.ROOT);
      counters.put(decision, meters.counter(Metric.WINDOW_DECISIONS, word));
    }
  }

  void show(Windows windows) {
    counters.forEach((decision, counter) -> {
      long now = windows.judged(decision);
      Long before = seen.put(decision, now);
      counter.increment(now - (before == null ? 0 : before));
    });
  }

  /** The next that leads begins anew. */
  void forget() {
    seen.clear();
  }
}
