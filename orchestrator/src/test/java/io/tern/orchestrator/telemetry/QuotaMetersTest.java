package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.orchestrator.api.quota.QuotaMeter.Kind;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final QuotaMeters quotas = new QuotaMeters(new Meters(registry));

  private Samples shown() {
    registry.getPrometheusRegistry().register(Exposition.of(quotas::show));
    return Samples.of(registry.scrape());
  }

  @Test
  void whatIsUsedIsReadWhenAsked() {
    quotas.show(Kind.EVENT_STREAMS, () -> Map.of("cms", 0.25));
    quotas.show(Kind.QUEUED_TRANSFERS, () -> Map.of("cms", 1.5));

    Samples shown = shown();

    assertThat(shown.sum("tern_quota_used_ratio", "cms", "event_streams")).isEqualTo(0.25);
    assertThat(shown.sum("tern_quota_used_ratio", "cms", "queued_transfers")).isEqualTo(1.5);
  }

  @Test
  void ofVosWithoutANameTheFullestIsShown() {
    quotas.show(
        Kind.EVENT_STREAMS,
        () ->
            IntStream.range(0, 200)
                .boxed()
                .collect(Collectors.toMap(i -> "vo" + i, i -> 0.5 + i / 1_000.0)));

    Samples shown = shown();

    assertThat(shown.all().stream().filter(one -> one.name().equals("tern_quota_used_ratio")))
        .hasSize(101);
    assertThat(shown.sum("tern_quota_used_ratio", "_other")).isBetween(0.5, 0.7);
  }

  @Test
  void refusalsCountByVoAndQuota() {
    quotas.refused("cms", Kind.SUBMISSIONS);
    quotas.refused("cms", Kind.SUBMISSIONS);
    quotas.refused("cms", Kind.EVENT_STREAMS);

    assertThat(shown().sum("tern_quota_refusals_total", "cms", "submissions")).isEqualTo(2);
  }
}
