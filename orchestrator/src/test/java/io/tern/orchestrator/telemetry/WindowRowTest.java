package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.breaker.Breaker;
import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.pilot.Decision;
import io.tern.pilot.Finding;
import io.tern.pilot.Windows;
import io.tern.window.Adjustment;
import io.tern.window.Adjustment.Cause;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shown of windows: how they stand, and what became of them. */
class WindowRowTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");
  private static final Limit LINK = new Limit.OnLink(new Link(A, B));
  private static final Limit INTO_B = new Limit.AtStorage(B, Direction.INBOUND);
  private static final Limit INTO_A_MOCK =
      new Limit.AtStorage(new StorageName("mock://m"), Direction.INBOUND);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Found found = new Found();

  private static final class Found implements Windows {
    final Map<Limit, Finding> findings = new HashMap<>();
    final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);

    @Override
    public long judged(Decision decision) {
      return decisions.getOrDefault(decision, 0L);
    }

    @Override
    public Optional<Finding> finding(Limit limit) {
      return Optional.ofNullable(findings.get(limit));
    }

    @Override
    public OptionalDouble speed(Link link) {
      return OptionalDouble.empty();
    }
  }

  private static Finding finding(int places, Optional<Cause> cause) {
    return new Finding(
        places,
        cause.map(why -> new Adjustment(why, 20, places, 0.5, 1_000, 0)),
        Breaker.State.CLOSED,
        0,
        Set.of());
  }

  private Samples shown(Limit... limits) {
    registry
        .getPrometheusRegistry()
        .register(
            Exposition.of(out ->
                Stream.of(limits)
                    .flatMap(limit -> WindowRow.of(limit, found).stream())
                    .forEach(row -> row.show(out))));
    return Samples.of(registry.scrape());
  }

  @Test
  void eachWindowIsShownByWhatChangedItLast() {
    found.findings.put(LINK, finding(12, Optional.of(Cause.FITTED)));
    found.findings.put(INTO_B, finding(16, Optional.empty()));

    Samples shown = shown(LINK, INTO_B);

    assertThat(
            shown.sum(
                "tern_link_window_places",
                "src=\"davs://a\"",
                "dst=\"davs://b\"",
                "cause=\"fitted\""))
        .isEqualTo(12);
    assertThat(
            shown.sum(
                "tern_storage_window_places",
                "storage=\"davs://b\"",
                "direction=\"inbound\"",
                "cause=\"none\""))
        .isEqualTo(16);
  }

  @Test
  void whatBoundsNothingIsNotListed() {
    found.findings.put(LINK, finding(Integer.MAX_VALUE, Optional.empty()));
    found.findings.put(INTO_A_MOCK, finding(16, Optional.of(Cause.GROWN)));

    assertThat(shown(LINK, INTO_B, INTO_A_MOCK).all()).isEmpty();
  }

  @Test
  void decisionsOfOneLeaderAfterTheOtherAddUp() {
    WindowMeters meters = new WindowMeters(new Meters(registry));
    found.decisions.put(Decision.GROWN, 3L);
    meters.show(found);
    found.decisions.put(Decision.GROWN, 5L);
    found.decisions.put(Decision.HELD, 7L);
    meters.show(found);
    meters.forget();
    found.decisions.put(Decision.GROWN, 6L);
    meters.show(found);

    Samples shown = Samples.of(registry.scrape());
    assertThat(shown.sum("tern_window_decisions_total", "decision=\"grown\"")).isEqualTo(11);
    assertThat(shown.sum("tern_window_decisions_total", "decision=\"held\"")).isEqualTo(14);
    assertThat(shown.all()).as("shown before it happens: a rate sees no birth").hasSize(3);
  }
}
