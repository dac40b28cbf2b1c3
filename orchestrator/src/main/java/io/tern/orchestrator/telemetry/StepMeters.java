package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Link;
import io.tern.job.TransferState;
import io.tern.ledger.AgentId;
import io.tern.ledger.Effect;
import io.tern.ledger.Hindsight;
import io.tern.ledger.Hindsight.Deadline;
import io.tern.ledger.Hindsight.Estimate;
import io.tern.ledger.Ledger;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.LedgerRecord.PartAccepted;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.ledger.Step;
import io.tern.ledger.SubmittedJob;
import io.tern.ledger.Task;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What can be read from the steps of a leader: submissions, waits, retries, orphans, what came of
 * jobs.
 */
final class StepMeters {
  /** From here on they count together. */
  private static final int MANY = 5;

  private final Meters meters;
  private final Troubles troubles;

  StepMeters(Meters meters, Troubles troubles) {
    this.meters = meters;
    this.troubles = troubles;
    meters.timer(Metric.QUEUE_WAIT);
    meters.timer(Metric.DISPATCH_WAIT);
    meters.timer(Metric.OUTCOME_WAIT);
    meters.counter(Metric.ORPHANS_RECOVERED);
    meters.counter(Metric.SETTINGS_CHANGES);
    meters.counter(Metric.HANDED_BACK);
    // A rate does not see what a counter is born with.
    for (FailureClass kind : FailureClass.values()) {
      meters.counter(Metric.RETRIES, word(kind));
    }
    for (int retries = 0; retries <= MANY; retries++) {
      finished(retries);
    }
    for (Estimate off : EnumSet.of(Estimate.TENTH, Estimate.HALF, Estimate.MORE)) {
      estimate(off);
    }
    for (Deadline outcome : EnumSet.of(Deadline.MET, Deadline.MISSED)) {
      deadline(outcome);
    }
  }

  /**
   * @param nowMs wall clock: when the step is to be seen
   */
  void count(Step step, Ledger ledger, long nowMs) {
    Failure failure = null;
    for (var record : step.records()) {
      switch (record) {
        case PartAccepted accepted -> submitted(accepted.part().end());
        case AttemptEnded ended -> {
          failure = step.handedBack().contains(ended.transfer()) ? null : ended.failure();
          visible(ended, nowMs);
        }
        case TransferChanged changed -> changed(changed, failure, ledger::link);
        default -> {}
      }
    }
    meters.counter(Metric.SETTINGS_CHANGES).increment(step.settings().size());
    meters.counter(Metric.HANDED_BACK).increment(step.handedBack().size());
    step.hindsights().forEach(this::ended);
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Start start && start.task() == Task.COPY) {
        started(start, step.nowMs() - ledger.acceptedMs(start.job()));
      }
    }
  }

  /** What its agent has found is in the journal and among the events from now on. */
  void visible(AttemptEnded ended, long nowMs) {
    if (!ended.unknown()) {
      record(Metric.OUTCOME_WAIT, nowMs - ended.endMs());
    }
  }

  void ended(Hindsight hindsight) {
    if (hindsight.estimate() != Estimate.NONE) {
      estimate(hindsight.estimate()).increment();
    }
    if (hindsight.deadline() != Deadline.NONE) {
      deadline(hindsight.deadline()).increment();
    }
  }

  private Counter estimate(Estimate off) {
    return meters.counter(Metric.JOB_ESTIMATES, word(off));
  }

  private Counter deadline(Deadline outcome) {
    return meters.counter(Metric.JOB_DEADLINES, word(outcome));
  }

  private void submitted(@Nullable SubmittedJob job) {
    if (job != null) {
      meters.counter(Metric.JOBS_SUBMITTED, meters.vo(job.vo())).increment();
    }
  }

  /**
   * @param failure of the last attempt that ended in this step, null if it was handed back: what a
   *     change follows from comes right before it
   * @param links of transfers that are not over
   */
  void changed(
      TransferChanged changed, @Nullable Failure failure, LongFunction<Optional<Link>> links) {
    TransferStatus status = changed.status();
    if (status.state() == TransferState.ACTIVE && !status.agent().equals(AgentId.NOBODY)) {
      record(Metric.DISPATCH_WAIT, status.sinceMs() - status.startMs());
    } else if (status.retryAtMs() > 0 && !status.reason().isEmpty() && failure != null) {
      String kind = word(failure.failureClass());
      meters.counter(Metric.RETRIES, kind).increment();
      links.apply(changed.transfer()).ifPresent(tried -> troubles.triedAgain(tried, kind));
    } else if (status.state() == TransferState.FINISHED) {
      finished(status.retries()).increment();
    }
  }

  private Counter finished(int retries) {
    return meters.counter(Metric.FILES_FINISHED, retries < MANY ? "" + retries : MANY + "+");
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void started(Effect.Start start, long waitedMs) {
    if (start.afterUnknown()) {
      meters.counter(Metric.ORPHANS_RECOVERED).increment();
    } else if (start.attempt() == 1) {
      record(Metric.QUEUE_WAIT, waitedMs);
    }
  }

  private void record(Metric metric, long ms) {
    Meters.record(meters.timer(metric), TimeUnit.MILLISECONDS.toNanos(Math.max(0, ms)));
  }
}
