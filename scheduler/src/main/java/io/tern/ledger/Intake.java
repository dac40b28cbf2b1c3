package io.tern.ledger;

import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.LedgerRecord.PartAccepted;
import io.tern.ledger.LedgerRecord.PartsDropped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides upon commands. */
final class Intake {
  /** The answer to a second submission under a deterministic id; Rucio relies on the text. */
  private static final String DUPLICATE = "The sid provided by the user is duplicated";

  /** Tells it apart from a job that is known. */
  private static final int TAKEN = 412;

  /** How FTS begins, too, what it says of a destination that is being written already. */
  private static final String WRITTEN =
      "The submission is duplicated since an unfinished transfer writes a destination of it";

  private final Ledger ledger;
  private final Endings endings;
  private final Replicas replicas;
  private final Sweep sweep;
  private final Foreseeing foreseeing;

  Intake(Ledger ledger, Endings endings, Replicas replicas, Sweep sweep, Foreseeing foreseeing) {
    this.ledger = ledger;
    this.endings = endings;
    this.replicas = replicas;
    this.sweep = sweep;
    this.foreseeing = foreseeing;
  }

  void submit(Step step, Input.Submit submit) {
    SubmittedPart part = submit.part();
    UUID id = part.job();
    if (submit.known() || ledger.jobs.containsKey(id) || step.hasChanged(id)) {
      step.answer(submit.ask(), 409, DUPLICATE);
      return;
    }
    step.record(new PartAccepted(part));
    Pending parts = ledger.submissions.of(part.job());
    if (parts == null) {
      throw new IllegalStateException("a part was accepted and is not pending");
    }
    parts.newestMs = step.nowMs();
    if (isTaken(parts, part.end())) {
      step.record(new PartsDropped(id, parts.numbers()));
      step.answer(submit.ask(), TAKEN, WRITTEN);
    } else if (part.end() != null) {
      accept(step, part.end(), parts, part.job());
      step.answer(submit.ask(), 200, "");
    }
  }

  private boolean isTaken(Pending parts, @Nullable SubmittedJob terms) {
    if (terms == null || !terms.sole() || !parts.isComplete()) {
      return false;
    }
    boolean replicas = terms.kind() == JobKind.MULTIPLE_REPLICA && !terms.fanOut();
    return ledger.destinations.clashes(parts.destinations(), replicas);
  }

  private void accept(Step step, SubmittedJob terms, Pending parts, UUID id) {
    boolean complete = parts.isComplete();
    step.record(
        new JobChanged(
            id,
            ledger.nextTransfer(),
            complete ? terms.transfers() : 0,
            terms.parts(),
            terms.priority(),
            complete ? null : JobState.FAILED,
            step.nowMs(),
            complete ? 0 : step.nowMs(),
            complete ? "" : "parts of the submission are missing or do not fit together",
            false,
            0,
            0));
    Job job = ledger.jobs.get(id);
    if (job != null && job.isReplicas() && !terms.fanOut() && !terms.orderly()) {
      preferSoonest(step, job);
    }
    if (job != null) {
      sweep.submitted(step, job);
      foreseeing.accepted(step, job);
    }
  }

  /** What FTS's {@code auto} is meant for; there it is the one with the fewest waiting. */
  private void preferSoonest(Step step, Job job) {
    long best = replicas.soonest(job, step.monoMs());
    if (best == job.first() || best < 0) {
      return;
    }
    TransferState released = job.initial().released();
    Endings.change(
        step, job, job.first(), TransferStatus.fresh(TransferState.NOT_USED, step.nowMs()));
    Endings.change(step, job, best, TransferStatus.fresh(released, step.nowMs()));
  }

  void cancel(Step step, Input.Cancel cancel) {
    Job job = ledger.jobs.get(cancel.job());
    if (job == null || job.isEnded() || endings.obey(step, job)) {
      step.answer(cancel.ask(), 404, "no such unfinished job");
      return;
    }
    if (cancel.transfers().length > Operators.MOST_TRANSFERS) {
      step.answer(cancel.ask(), 400, "more than " + Operators.MOST_TRANSFERS + " transfers");
      return;
    }
    if (cancel.transfers().length == 0) {
      endings.end(step, job, JobState.CANCELED, cancel.reason(), true);
    } else {
      for (long id : cancel.transfers()) {
        endings.cancel(step, job, id, cancel.reason());
      }
      endings.endIfOver(step, job);
    }
    step.answer(cancel.ask(), 200, "");
  }

  void reprioritise(Step step, Input.Reprioritise change) {
    Job job = ledger.jobs.get(change.job());
    if (job == null || job.isEnded() || endings.obey(step, job)) {
      step.answer(change.ask(), 404, "no such unfinished job");
      return;
    }
    step.record(job.record.withPriority(Math.clamp(change.priority(), 1, 5)));
    step.answer(change.ask(), 200, "");
  }
}
