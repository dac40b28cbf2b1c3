package io.tern.loadtest.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
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
}
