package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.job.TransferState;
import io.tern.ledger.AgentId;
import io.tern.ledger.Held;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import org.junit.jupiter.api.Test;

class StepMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final StepMeters steps = new StepMeters(new Meters(registry));

  private static TransferStatus after(int retries, TransferState state) {
    return new TransferStatus(
        state,
        retries + 1,
        retries,
        0,
        0,
        0,
        0,
        0,
        AgentId.NOBODY,
        false,
        "",
        false,
        0,
        0,
        "",
        Held.UNKNOWN,
        TransferStatus.Tape.NONE);
  }

  private double finished(String retries) {
    return Samples.of(registry.scrape())
        .sum("tern_files_finished_total", "retries=\"" + retries + "\"");
  }

  @Test
  void finishedTransfersCountByTheirRetriesAndFromFiveOnTogether() {
    for (int retries : new int[] {0, 0, 4, 5, 90}) {
      steps.changed(after(retries, TransferState.FINISHED), null);
    }
    steps.changed(after(1, TransferState.ARCHIVING), null);
    steps.changed(after(1, TransferState.FAILED), null);

    assertThat(finished("0")).isEqualTo(2);
    assertThat(finished("1")).isZero();
    assertThat(finished("4")).isEqualTo(1);
    assertThat(finished("5+")).isEqualTo(2);
  }
}
