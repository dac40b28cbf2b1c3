package io.tern.loadtest.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics =
      new Metrics(
          """
          # HELP tern_files transfers
          # TYPE tern_files gauge
          tern_files{vo="a b",state="ACTIVE"} 3.0
          tern_files{vo="c",state="FINISHED",} 4 1795339667000
          tern_files{vo="c",old_state="ACTIVE"} 100
          tern_leader 1.0
          tern_ratio{quantile="0.5"} NaN
          tern_bound +Inf
          tern_wait_seconds_bucket{vo="a",le="0.1"} 10
          tern_wait_seconds_bucket{vo="a",le="0.2"} 30
          tern_wait_seconds_bucket{vo="a",le="+Inf"} 32
          tern_wait_seconds_bucket{vo="b",le="0.1"} 0
          tern_wait_seconds_bucket{vo="b",le="0.2"} 60
          tern_wait_seconds_bucket{vo="b",le="+Inf"} 68
          tern_wait_seconds_count 100
          """);

  @Test
  void samplesAreAddedByNameAndLabel() {
    assertThat(metrics.sum("tern_files")).isEqualTo(107);
    assertThat(metrics.sum("tern_files", "state", Set.of("ACTIVE"))).isEqualTo(3);
    assertThat(metrics.sum("tern_files", "state", Set.of("ACTIVE", "FINISHED"))).isEqualTo(7);
    assertThat(metrics.sum("tern_leader")).isEqualTo(1);
    assertThat(metrics.sum("tern_bound")).isInfinite();
  }

  @Test
  void whatIsNotThereIsTold() {
    assertThat(metrics.has("tern_lag")).isFalse();
    assertThat(metrics.has("tern_ratio")).isTrue();
  }

  @Test
  void bucketsAreAddedUpAndReadAsPrometheusReadsThem() {
    Distribution all = metrics.distribution("tern_wait_seconds");

    assertThat(all.count()).isEqualTo(100);
    assertThat(all.at(0.05)).isCloseTo(0.05, within(1e-9));
    assertThat(all.at(0.5)).isCloseTo(0.15, within(1e-9));
    assertThat(all.at(0.99)).isEqualTo(0.2);
  }

  @Test
  void whatWasObservedBeforeDoesNotCount() {
    Distribution before = new Distribution(new TreeMap<>(Map.of(0.1, 10.0, 0.2, 10.0)));
    Distribution later = metrics.distribution("tern_wait_seconds").since(before);

    assertThat(later.count()).isEqualTo(100);
    assertThat(later.at(0.4)).isCloseTo(0.15, within(1e-9));
    assertThat(later.since(later).at(0.5)).isNaN();
  }
}
