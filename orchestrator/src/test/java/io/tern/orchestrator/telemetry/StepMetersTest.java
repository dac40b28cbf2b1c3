package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Link;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.ledger.AgentId;
import io.tern.ledger.Held;
import io.tern.ledger.Hindsight;
import io.tern.ledger.Hindsight.Deadline;
import io.tern.ledger.Hindsight.Estimate;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepMetersTest {
  private static final long KNOWN = 7;
  private static final Link LINK =
      new Link(new StorageName("davs://a"), new StorageName("davs://b"));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Traffic traffic = new Traffic(new Meters(registry), () -> 0);
  private final StepMeters steps = new StepMeters(new Meters(registry), traffic.troubles());

  private static TransferStatus after(int retries, TransferState state) {
    return status(retries, state, 0, "");
  }

  private static TransferStatus status(
      int retries, TransferState state, long retryAtMs, String reason) {
    return new TransferStatus(
        state,
        retries + 1,
        retries,
        0,
        0,
        retryAtMs,
        0,
        0,
        AgentId.NOBODY,
        false,
        reason,
        false,
        0,
        0,
        "",
        Held.UNKNOWN,
        TransferStatus.Tape.NONE,
        null);
  }

  private void changed(long transfer, TransferStatus status, @Nullable Failure failure) {
    steps.changed(
        new TransferChanged(new UUID(0, 1), transfer, status),
        failure,
        id -> Optional.of(LINK).filter(link -> id == KNOWN));
  }

  private static AttemptEnded ended(boolean unknown) {
    return new AttemptEnded(new UUID(0, 1), 1, 1, null, unknown, 500, 1_000, 0, AgentId.NOBODY);
  }

  @Test
  void whatAnAgentHasFoundIsVisibleFromTheCommitOn() {
    steps.visible(ended(false), 3_000);
    steps.visible(ended(false), 900);
    steps.visible(ended(true), 900_000);

    Samples shown = Samples.of(registry.scrape());
    assertThat(shown.sum("tern_outcome_wait_seconds_count"))
        .as("an end that nobody heard was not found by an agent")
        .isEqualTo(2);
    assertThat(shown.sum("tern_outcome_wait_seconds_sum"))
        .as("a clock that is ahead takes nothing away")
        .isEqualTo(2);
  }

  private double finished(String retries) {
    return Samples.of(registry.scrape())
        .sum("tern_files_finished_total", "retries=\"" + retries + "\"");
  }

  @Test
  void whatWasForetoldAndWantedOfJobsCountsOnlyWhereThereWasSuch() {
    steps.ended(new Hindsight(Estimate.TENTH, Deadline.NONE));
    steps.ended(new Hindsight(Estimate.MORE, Deadline.MET));
    steps.ended(new Hindsight(Estimate.NONE, Deadline.MET));
    steps.ended(new Hindsight(Estimate.NONE, Deadline.MISSED));
    Samples samples = Samples.of(registry.scrape());

    assertThat(samples.sum("tern_job_estimates_total", "off=\"tenth\"")).isEqualTo(1);
    assertThat(samples.sum("tern_job_estimates_total", "off=\"half\"")).isZero();
    assertThat(samples.sum("tern_job_estimates_total")).isEqualTo(2);
    assertThat(samples.sum("tern_job_deadlines_total", "outcome=\"met\"")).isEqualTo(2);
    assertThat(samples.sum("tern_job_deadlines_total", "outcome=\"missed\"")).isEqualTo(1);
  }

  @Test
  void whatWillBeTriedAgainCountsByItsClassAndOnItsLink() {
    Failure full = new Failure(FailureClass.NO_SPACE, Side.DESTINATION, Phase.TRANSFER, true, "");
    registry.getPrometheusRegistry().register(Exposition.of(traffic::showLinks));

    changed(KNOWN, status(1, TransferState.SUBMITTED, 9_000, "full"), full);
    changed(KNOWN + 1, status(1, TransferState.SUBMITTED, 9_000, "full"), full);
    changed(KNOWN, after(1, TransferState.FAILED), full);

    Samples shown = Samples.of(registry.scrape());
    assertThat(shown.sum("tern_retries_total", "error_class=\"no_space\"")).isEqualTo(2);
    assertThat(shown.sum("tern_link_retries_total", "davs://a", "davs://b", "no_space"))
        .isEqualTo(1);
    assertThat(shown.sum("tern_link_retries_total")).isEqualTo(1);
  }

  @Test
  void finishedTransfersCountByTheirRetriesAndFromFiveOnTogether() {
    for (int retries : new int[] {0, 0, 4, 5, 90}) {
      changed(KNOWN, after(retries, TransferState.FINISHED), null);
    }
    changed(KNOWN, after(1, TransferState.ARCHIVING), null);
    changed(KNOWN, after(1, TransferState.FAILED), null);

    assertThat(finished("0")).isEqualTo(2);
    assertThat(finished("1")).isZero();
    assertThat(finished("4")).isEqualTo(1);
    assertThat(finished("5+")).isEqualTo(2);
  }
}
