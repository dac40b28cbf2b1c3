package io.tern.ledger;

import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.TransferChanged;

/**
 * What the outside is told: the states that mean something to it, and each end exactly once. A
 * transfer ends by its own record, or with its job; those that ended with it are told in slices, up
 * to {@link LedgerRecord.JobChanged#untold}.
 */
final class Telling {
  private Telling() {}

  /**
   * @param before the transfer's state before the change, which is applied
   */
  static boolean isNews(Ledger ledger, TransferChanged changed, TransferState before) {
    TransferState now = changed.status().state();
    if (now == before || now == TransferState.READY || now == TransferState.NOT_USED) {
      return false;
    }
    Job job = ledger.jobs.get(changed.job());
    return job != null && (!job.isEnded() || isUntold(job, changed.transfer()));
  }

  private static boolean isUntold(Job job, long transfer) {
    int untold = job.record.untold();
    return untold > 0 && transfer - job.first() >= untold - 1;
  }

  /** Whether a transfer of an ended job came to its end by that alone. */
  static boolean endsWithJob(Ledger ledger, int slot) {
    TransferState own = ledger.rows.state(slot);
    JobState end = ledger.rows.job(slot).record.ended();
    return end != null && !own.isTerminal() && end.leaves(own).isTerminal();
  }

  /** The status of a transfer that ended with its job. */
  static TransferStatus end(Ledger ledger, int slot) {
    LedgerRecord.JobChanged job = ledger.rows.job(slot).record;
    Running run = ledger.running.get(ledger.rows.id(slot));
    TransferStatus last = run == null ? ledger.waitingStatus(slot) : run.status;
    return job.ended() == JobState.CANCELED
        ? last.canceled(job.reason(), false, job.finishedMs())
        : last.failed(job.reason(), false, job.finishedMs());
  }

  static Effect.Told of(Ledger ledger, int slot, TransferStatus status) {
    Job job = ledger.rows.job(slot);
    long transfer = ledger.rows.id(slot);
    int index = (int) (transfer - job.first());
    int part = job.partOf(index);
    return new Effect.Told(
        job.id(),
        transfer,
        part,
        index - job.partStart(part),
        ledger.rows.bytes(slot),
        Endings.isLastHop(job, transfer),
        ledger.scheduler.link(ledger.rows.link(slot)),
        ledger.scheduler.share(ledger.rows.share(slot)),
        status,
        job.state());
  }
}
