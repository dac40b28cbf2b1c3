package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.JobRecord;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the job of a transfer without an index of its own: ids grow with the time at which jobs
 * were accepted, so halving the time between the first and the last job comes to the millisecond in
 * which it was, in some forty steps.
 */
final class TransferSearch {
  private final Moment moment;
  private final long transfer;

  TransferSearch(Moment moment, long transfer) {
    this.moment = moment;
    this.transfer = transfer;
  }

  Optional<StoredJob> run() {
    try (Cursor jobs = moment.over(Family.LISTING)) {
      if (!jobs.first().here()) {
        return Optional.empty();
      }
      long low = Family.numberOf(jobs.key());
      long high = Family.numberOf(jobs.last().key());
      while (low < high) {
        long middle = low + (high - low + 1) / 2;
        if (begins(jobs, middle)) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return within(jobs, low);
    }
  }

  /** Whether the first jobs at or after a time begin at the transfer or before it. */
  private boolean begins(Cursor jobs, long fromMs) {
    jobs.from(new byte[0], Family.indexKey(fromMs, new UUID(0, 0)));
    long atMs = jobs.here() ? Family.numberOf(jobs.key()) : 0;
    for (; jobs.here() && Family.numberOf(jobs.key()) == atMs; jobs.next()) {
      if (record(jobs).filter(it -> it.getFirstTransfer() <= transfer).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Among the first jobs at or after a time. */
  private Optional<StoredJob> within(Cursor jobs, long fromMs) {
    jobs.from(new byte[0], Family.indexKey(fromMs, new UUID(0, 0)));
    long atMs = jobs.here() ? Family.numberOf(jobs.key()) : 0;
    for (; jobs.here() && Family.numberOf(jobs.key()) == atMs; jobs.next()) {
      if (record(jobs).filter(this::holds).isPresent()) {
        return moment.job(Family.jobOf(jobs.key()));
      }
    }
    return Optional.empty();
  }

  private Optional<JobRecord> record(Cursor jobs) {
    return moment.record(Family.jobOf(jobs.key()));
  }

  private boolean holds(JobRecord job) {
    long place = transfer - job.getFirstTransfer();
    return place >= 0 && place < job.getTransfers();
  }
}
