package io.tern.ledger;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.JobState;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.PartsDropped;
import io.tern.schedule.Place;
import java.time.Instant;
import java.util.UUID;

/** Does what has fallen due, and goes on with what earlier steps left over. */
final class Dues {
  /** Records and effects that one step may spend on it. */
  private static final int SLICE = 300;

  private final Ledger ledger;
  private final Agents agents;
  private final Leftovers left;
  private final Endings endings;
  private final Reports reports;

  Dues(Ledger ledger, Agents agents, Leftovers left, Endings endings, Reports reports) {
    this.ledger = ledger;
    this.agents = agents;
    this.left = left;
    this.endings = endings;
    this.reports = reports;
  }

  void due(Step step) {
    while (step.size() < SLICE && ledger.deadlines.due(step.nowMs())) {
      fallDue(step, ledger.deadlines.kind(), ledger.deadlines.ref());
    }
    dropParts(step);
    while (step.size() < SLICE && !left.stops.isEmpty()) {
      stop(step, left.stops.remove());
    }
    while (step.size() < SLICE && !left.unheard.isEmpty()) {
      takeUp(step, left.unheard.remove());
    }
    if (!left.overdue.isEmpty()) {
      expire(step, left.overdue.remove());
    }
  }

  private void fallDue(Step step, int kind, long transfer) {
    int slot = ledger.rows.slot(transfer);
    if (slot == Rows.NONE) {
      return;
    }
    switch (kind) {
      case Ledger.WAKE -> wake(slot);
      case Ledger.EXPIRE -> left.overdue.add(ledger.rows.job(slot).id());
      case Ledger.RUN_LIMIT -> runLimit(step, slot, transfer);
      case Ledger.SETTLE -> settled(step, transfer);
      default -> throw new IllegalStateException("deadline of unknown kind " + kind);
    }
  }

  private void wake(int slot) {
    if (ledger.rows.is(slot, Rows.RESTING)) {
      ledger.rows.set(slot, Rows.RESTING, false);
      ledger.enter(slot, ledger.rows.state(slot), Place.FIRST);
    }
  }

  private void runLimit(Step step, int slot, long transfer) {
    Running run = ledger.running.get(transfer);
    if (run == null || run.stopping || step.nowMs() < ledger.runLimitMs(slot, run.status)) {
      return;
    }
    Job job = ledger.jobOf(run);
    step.effect(new Effect.Stop(run.status.agent(), transfer, run.status.attempt()));
    agents.rid(run.status.agent());
    String message = "its agent gave no word of its end in time";
    if (run.task == Task.COPY) {
      Reports.noteLost(step, job, run, message);
      reports.unheard(step, job, run, message);
    } else {
      reports.failed(step, job, run, tapeTimeout(run.task));
    }
    endings.endIfOver(step, job);
  }

  private static Failure tapeTimeout(Task task) {
    return task == Task.BRING_ONLINE
        ? new Failure(
            FailureClass.TIMEOUT,
            Side.SOURCE,
            Phase.STAGING,
            false,
            "bring-online timeout has been exceeded")
        : new Failure(
            FailureClass.TIMEOUT,
            Side.DESTINATION,
            Phase.ARCHIVING,
            false,
            "archive timeout has been exceeded");
  }

  /** The lost agent's copy has had time to come to rest. */
  private void settled(Step step, long transfer) {
    Running run = ledger.running.get(transfer);
    if (run != null && run.stopping) {
      reports.atRest(step, ledger.jobOf(run), run);
    }
  }

  private void stop(Step step, long transfer) {
    Running run = ledger.running.get(transfer);
    if (run == null) {
      return;
    }
    run.stopping = true;
    if (run.status.agent().equals(AgentId.NOBODY)) {
      reports.atRest(step, ledger.jobOf(run), run);
    } else {
      step.effect(new Effect.Stop(run.status.agent(), transfer, run.status.attempt()));
    }
  }

  /** An attempt whose agent is lost. */
  private void takeUp(Step step, long transfer) {
    Running run = ledger.running.get(transfer);
    if (run == null) {
      return;
    }
    if (run.stopping) {
      ledger.deadlines.at(step.nowMs() + ledger.rules.settleMs(), Ledger.SETTLE, transfer);
      return;
    }
    Job job = ledger.jobOf(run);
    String message = "agent " + run.status.agent().name() + " was lost";
    Reports.noteLost(step, job, run, message);
    reports.unheard(step, job, run, message);
    endings.endIfOver(step, job);
  }

  private void dropParts(Step step) {
    long before = step.nowMs() - ledger.rules.partsWithoutEndMs();
    for (UUID job : ledger.pendingSince(before, step.nowMs())) {
      step.record(new PartsDropped(job, ledger.partsOf(job)));
    }
  }

  /** FTS: what still queues when the job's time is over is cancelled; what runs may end. */
  private void expire(Step step, UUID id) {
    Job job = ledger.jobs.get(id);
    if (job == null || job.isEnded()) {
      return;
    }
    String reason =
        "Job has been canceled because it stayed in the queue for too long (until "
            + Instant.ofEpochMilli(ledger.expiresMs(job))
            + ")";
    if (job.running == 0 && job.in(TransferState.FINISHED) + job.in(TransferState.FAILED) == 0) {
      endings.end(step, job, JobState.CANCELED, reason, false);
      return;
    }
    for (long transfer = job.first(); transfer < job.first() + job.transfers(); transfer++) {
      if (step.size() >= SLICE) {
        left.overdue.addFirst(id);
        return;
      }
      if (ledger.running.get(transfer) == null) {
        endings.cancel(step, job, transfer, reason);
      }
    }
    endings.endIfOver(step, job);
  }
}
