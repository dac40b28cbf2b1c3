package io.tern.ledger;

import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.setting.Order;
import io.tern.setting.Settings.Written;
import java.util.Optional;

/** How transfers and jobs come to their end; used by all that decides. */
final class Endings {
  private static final String SOME_FAILED =
      "One or more files failed. Please have a look at the details for more information";

  private final Ledger ledger;
  private final Leftovers left;

  Endings(Ledger ledger, Leftovers left) {
    this.ledger = ledger;
    this.left = left;
  }

  void endIfOver(Step step, Job job) {
    endIfOver(step, job, "");
  }

  /**
   * @param why it is cancelled, if that is what the job comes to
   */
  void endIfOver(Step step, Job job, String why) {
    JobState ending = job.isEnded() ? null : job.ending();
    if (ending == null) {
      return;
    }
    boolean failed = ending == JobState.FAILED || ending == JobState.FINISHEDDIRTY;
    String reason = ending == JobState.CANCELED ? why : "";
    end(step, job, ending, failed ? SOME_FAILED : reason, false);
  }

  /**
   * Ends a job that a wide cancel means, as of the moment of that. Since then it is shown as
   * cancelled, so this must come before anything else that may happen to it.
   *
   * @return whether it has ended by this
   */
  boolean obey(Step step, Job job) {
    Optional<Written<Order.Cancel>> order =
        job.isEnded() ? Optional.empty() : ledger.bars().cancel(job);
    order.ifPresent(
        it -> end(step, job, JobState.CANCELED, it.setting().reason(), true, it.atMs()));
    return order.isPresent();
  }

  /** Ends a job; attempts of it that are at work will be stopped. */
  void end(Step step, Job job, JobState state, String reason, boolean canceled) {
    end(step, job, state, reason, canceled, step.nowMs());
  }

  private void end(Step step, Job job, JobState state, String reason, boolean canceled, long atMs) {
    if (job.running > 0) {
      queueStops(job);
    }
    step.hindsight(Hindsight.of(job, state, atMs));
    int winner = winner(job, state);
    int untold = job.endingWith(state) > 0 ? 1 : 0;
    step.record(job.record.ended(state, atMs, reason, canceled, winner, untold));
    if (untold > 0) {
      left.untold.add(job.id());
    }
  }

  private void queueStops(Job job) {
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      Running run = ledger.running.get(id);
      if (run != null && !run.stopping) {
        left.stops.add(id);
      }
    }
  }

  void cancel(Step step, Job job, long id, String reason) {
    int slot = ledger.rows.slot(id);
    if (slot == Rows.NONE || ledger.rows.job(slot) != job) {
      return;
    }
    if (ledger.rows.state(slot).isTerminal()) {
      return;
    }
    Running run = ledger.running.get(id);
    if (run == null) {
      change(step, job, id, ledger.waitingStatus(slot).canceled(reason, false, step.nowMs()));
      return;
    }
    boolean atWork = run.hasAgent() || run.status.unknowns() > 0;
    change(step, job, id, run.status.canceled(reason, atWork, step.nowMs()));
    left.stops.add(id);
  }

  static void change(Step step, Job job, long transfer, TransferStatus status) {
    step.record(new TransferChanged(job.id(), transfer, status));
  }

  static boolean isLastHop(Job job, long transfer) {
    return !job.isChain() || transfer == job.first() + job.transfers() - 1;
  }

  private int winner(Job job, JobState ending) {
    if (!job.isReplicas() || ending != JobState.FINISHED) {
      return 0;
    }
    for (int index = 0; index < job.transfers(); index++) {
      int slot = ledger.rows.slot(job.first() + index);
      if (ledger.rows.state(slot) == TransferState.FINISHED) {
        return index + 1;
      }
    }
    return 0;
  }
}
