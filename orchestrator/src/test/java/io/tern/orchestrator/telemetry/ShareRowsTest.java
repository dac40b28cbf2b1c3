package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.job.Share;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.schedule.ShareStanding;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareRowsTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);

  private Samples shown(List<ShareStanding> shares) {
    return shown(shares, Map.of());
  }

  private Samples shown(List<ShareStanding> shares, Map<Share, Long> oldestMs) {
    registry
        .getPrometheusRegistry()
        .register(Exposition.of(out -> ShareRows.show(shares, oldestMs, NOW_MS, meters, out)));
    return Samples.of(registry.scrape());
  }

  private static ShareStanding share(String activity, boolean named, double weight) {
    return new ShareStanding(new Share("cms", activity), named, weight, 10, 2);
  }

  @Test
  void aUsersOwnWordsHaveNoNameHere() {
    Samples shown =
        shown(
            List.of(
                share("express", true, 0.8),
                share("whatever", false, 0.2),
                share("he likes", false, 0.2)));

    assertThat(shown.sum("tern_share_weight", "vo=\"cms\"", "express")).isEqualTo(0.8);
    assertThat(shown.sum("tern_share_weight", "vo=\"cms\"", "_other")).isEqualTo(0.2);
    assertThat(shown.sum("tern_share_waiting", "_other")).isEqualTo(20);
    assertThat(shown.sum("tern_share_running", "_other")).isEqualTo(4);
    assertThat(shown.sum("tern_share_running", "express")).isEqualTo(2);
  }

  @Test
  void eachShareShowsSinceWhenItsOldestTransferWaits() {
    Samples shown =
        shown(
            List.of(
                share("express", true, 0.8),
                share("rest", true, 0.1),
                share("whatever", false, 0.1),
                share("he likes", false, 0.1)),
            Map.of(
                new Share("cms", "express"), NOW_MS - 60_000,
                new Share("cms", "whatever"), NOW_MS - 7_200_000,
                new Share("cms", "he likes"), NOW_MS - 3_600_000));

    assertThat(shown.sum("tern_oldest_queued_seconds", "express")).isEqualTo(60);
    assertThat(shown.sum("tern_oldest_queued_seconds", "rest")).as("none waits").isZero();
    assertThat(shown.sum("tern_oldest_queued_seconds", "_other"))
        .as("the oldest of those without a name")
        .isEqualTo(7_200);
  }

  @Test
  void moreThanThereMayBeAreShownTogether() {
    Samples shown =
        shown(IntStream.range(0, 1_000).mapToObj(i -> share("a" + i, true, 1)).toList());

    assertThat(shown.all().stream().filter(one -> one.name().equals("tern_share_running")))
        .hasSize(501);
    assertThat(shown.sum("tern_share_running")).as("nothing is left out").isEqualTo(2_000);
  }
}
