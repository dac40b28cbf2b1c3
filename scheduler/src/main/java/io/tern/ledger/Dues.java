package io.tern.ledger;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.JobState;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.PartsDropped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Does what has fallen due, and goes on with what earlier steps left over. */
final class Dues {
  /** Records and effects that one step may spend on it. */
  private static final int SLICE = 200;

  private final Ledger ledger;
  private final Agents agents;
  private final Leftovers left;
  private final Endings endings;
  private final Reports reports;
  private final Operators operators;
  private final Sweep sweep;

  Dues(
      Ledger ledger,
      Agents agents,
      Leftovers left,
      Endings endings,
      Reports reports,
      Operators operators,
      Sweep sweep) {
    this.ledger = ledger;
    this.agents = agents;
    this.left = left;
    this.endings = endings;
    this.reports = reports;
    this.operators = operators;
    this.sweep = sweep;
  }

  void due(Step step) {
    int most = step.size() + SLICE;
    while (step.size() < most && ledger.timetable.due(step.nowMs())) {
      fallDue(step, ledger.timetable.transfer());
    }
    dropParts(step);
    while (step.size() < most && !left.stops.isEmpty()) {
      stop(step, left.stops.remove());
    }
    while (step.size() < most && !left.unheard.isEmpty()) {
      takeUp(step, left.unheard.remove());
    }
    if (!left.overdue.isEmpty()) {
      expire(step, left.overdue.remove(), most);
    }
    operators.due(step);
    sweep.goOn(step, most);
    if (sweep.isOn() && step.size() < most) {
      sweep.go(step, most);
    }
    while (step.size() < most && !left.untold.isEmpty()) {
      tell(step, left.untold.remove(), most);
    }
  }

  /** Of transfers that ended with their job; where it stops is on record for a later leader. */
  private void tell(Step step, UUID id, int most) {
    Job job = ledger.jobs.get(id);
    if (job == null || job.record.untold() == 0) {
      return;
    }
    int index = job.record.untold() - 1;
    for (; index < job.transfers() && step.size() < most; index++) {
      step.tellEnd(job, index);
    }
    boolean all = index == job.transfers();
    step.record(job.record.told(all ? 0 : index + 1));
    if (!all) {
      left.untold.addFirst(id);
    }
  }

  private void fallDue(Step step, long transfer) {
    int slot = ledger.rows.slot(transfer);
    if (slot == Rows.NONE) {
      return;
    }
    switch (ledger.timetable.kind()) {
      case Timetable.WAKE -> wake(slot);
      case Timetable.EXPIRE -> left.overdue.add(ledger.rows.job(slot).id());
      case Timetable.MISS -> ledger.late(ledger.rows.job(slot));
      case Timetable.RUN_LIMIT -> runLimit(step, slot, transfer);
      case Timetable.SETTLE -> settled(step, transfer);
      default ->
          throw new IllegalStateException("deadline of unknown kind " + ledger.timetable.kind());
    }
  }

  private void wake(int slot) {
    if (ledger.timetable.wakes(slot)) {
      ledger.lines.wake(slot);
    }
  }

  private void runLimit(Step step, int slot, long transfer) {
    Running run = ledger.running.get(transfer);
    if (run == null || step.nowMs() < ledger.timetable.runLimitMs(slot, run.status)) {
      return;
    }
    if (run.stopping) {
      ledger.timetable.settle(transfer, step.nowMs());
    } else if (!endings.obey(step, ledger.jobOf(run))
        && (run.task != Task.COPY || run.hasAgent())) {
      giveUp(step, run);
    }
  }

  private void giveUp(Step step, Running run) {
    Job job = ledger.jobOf(run);
    String message = "its agent gave no word of its end in time";
    if (run.hasAgent()) {
      step.effect(new Effect.Stop(run.status.agent(), run.transfer, run.status.attempt()));
      agents.rid(run.status.agent(), run.task);
      reports.noteLost(step, job, run, message);
    }
    if (run.task == Task.COPY) {
      reports.unheard(step, job, run, message);
    } else {
      reports.failed(step, job, run, new Outcome.Failed(tapeTimeout(run.task), 0));
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

  /** A copy of which nothing was heard has had time to come to rest. */
  private void settled(Step step, long transfer) {
    Running run = ledger.running.get(transfer);
    if (run == null || !run.stopping) {
      return;
    }
    if (run.hasAgent()) {
      agents.rid(run.status.agent(), run.task);
      reports.noteLost(step, ledger.jobOf(run), run, "nobody has heard whether it stopped");
    }
    reports.atRest(step, ledger.jobOf(run), run);
  }

  private void stop(Step step, long transfer) {
    Running run = ledger.running.get(transfer);
    if (run == null) {
      return;
    }
    if (run.hasAgent()) {
      step.effect(new Effect.Stop(run.status.agent(), transfer, run.status.attempt()));
    } else if (run.status.unknowns() > 0) {
      ledger.timetable.settle(transfer, step.nowMs());
    } else {
      reports.atRest(step, ledger.jobOf(run), run);
    }
  }

  /** An attempt whose agent is lost. */
  private void takeUp(Step step, Leftovers.Lost lost) {
    Running run = ledger.running.get(lost.transfer());
    if (run == null || !run.status.agent().equals(lost.agent())) {
      return;
    }
    endings.obey(step, ledger.jobOf(run));
    if (run.stopping) {
      ledger.timetable.settle(run.transfer, step.nowMs());
      return;
    }
    Job job = ledger.jobOf(run);
    String message = "agent " + lost.agent().name() + " was lost";
    reports.noteLost(step, job, run, message);
    reports.unheard(step, job, run, message);
    endings.endIfOver(step, job);
  }

  /** Each part is a record to remove; what one step leaves the next finds again. */
  private void dropParts(Step step) {
    long before = step.nowMs() - ledger.rules.partsWithoutEndMs();
    int dropped = 0;
    for (UUID job : ledger.submissions.unfinishedSince(before, step.nowMs())) {
      List<Integer> parts = ledger.submissions.partsOf(job);
      if (dropped > 0 && dropped + parts.size() > SLICE) {
        return;
      }
      step.record(new PartsDropped(job, parts));
      dropped += parts.size();
    }
  }

  /** FTS: what still queues when the job's time is over is cancelled; what runs may end. */
  private void expire(Step step, UUID id, int most) {
    Job job = ledger.jobs.get(id);
    if (job == null || job.isEnded() || endings.obey(step, job)) {
      return;
    }
    if (step.nowMs() < ledger.timetable.expiresMs(job)) {
      ledger.timetable.expire(job);
      return;
    }
    String reason = overtime(job, ledger.timetable.expiresMs(job));
    if (job.running == 0 && job.in(TransferState.FINISHED) + job.in(TransferState.FAILED) == 0) {
      endings.end(step, job, JobState.CANCELED, reason, false);
      return;
    }
    for (long transfer = job.first(); transfer < job.first() + job.transfers(); transfer++) {
      if (step.size() >= most) {
        left.overdue.addFirst(id);
        return;
      }
      if (queues(ledger.running.get(transfer))) {
        endings.cancel(step, job, transfer, reason);
      }
    }
    endings.endIfOver(step, job, reason);
  }

  private static String overtime(Job job, long untilMs) {
    String why =
        job.terms.tokensEndMs() == untilMs
            ? "the tokens that came with it have expired and are not renewed"
            : "it stayed in the queue for too long";
    return "Job has been canceled because %s (until %s)"
        .formatted(why, Instant.ofEpochMilli(untilMs));
  }

  /** Neither at work nor copied: a copy that waits for an agent queues too. */
  private static boolean queues(@Nullable Running run) {
    return run == null || run.status.isQueued();
  }
}
