package io.tern.ledger;

import io.tern.job.TransferState;

/** Which of a file's alternatives goes next. */
final class Replicas {
  private final Ledger ledger;

  Replicas(Ledger ledger) {
    this.ledger = ledger;
  }

  long shortestQueue(Job job) {
    long best = -1;
    int fewest = Integer.MAX_VALUE;
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      int slot = ledger.rows.slot(id);
      TransferState state = ledger.rows.state(slot);
      if (state != TransferState.NOT_USED && id != job.first()) {
        continue;
      }
      if (state.isTerminal()) {
        continue;
      }
      int waiting = ledger.scheduler.waiting(ledger.rows.link(slot), ledger.rows.share(slot));
      int others = ledger.scheduler.isWaiting(slot) ? waiting - 1 : waiting;
      if (others < fewest) {
        fewest = others;
        best = id;
      }
    }
    return best;
  }

  long firstUnused(Job job) {
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      if (ledger.rows.state(ledger.rows.slot(id)) == TransferState.NOT_USED) {
        return id;
      }
    }
    return -1;
  }

  long shortestUnused(Job job) {
    long best = shortestQueue(job);
    boolean unused =
        best >= 0 && ledger.rows.state(ledger.rows.slot(best)) == TransferState.NOT_USED;
    return unused ? best : firstUnused(job);
  }
}
