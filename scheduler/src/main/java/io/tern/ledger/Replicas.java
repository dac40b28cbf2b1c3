package io.tern.ledger;

import io.tern.forecast.Forecast;
import io.tern.forecast.Prospect;
import io.tern.job.TransferState;

/** Which of a file's alternatives goes next. */
final class Replicas {
  private final Ledger ledger;
  private final Forecast forecast;

  Replicas(Ledger ledger, Forecast forecast) {
    this.ledger = ledger;
    this.forecast = forecast;
  }

  /** The one that is likely to be there first; -1 if there is none. */
  long soonest(Job job, long monoMs) {
    long best = -1;
    Prospect most = Prospect.NONE;
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      int slot = ledger.rows.slot(id);
      if (mayGo(job, id, ledger.rows.state(slot))) {
        Prospect prospect = prospect(job, slot, monoMs);
        if (best < 0 || prospect.isBetterThan(most)) {
          best = id;
          most = prospect;
        }
      }
    }
    return best;
  }

  /** A new job's first is under way already. */
  private static boolean mayGo(Job job, long id, TransferState state) {
    return state == TransferState.NOT_USED || (id == job.first() && !state.isTerminal());
  }

  private Prospect prospect(Job job, int slot, long monoMs) {
    Rows rows = ledger.rows;
    int link = rows.link(slot);
    int waiting = ledger.scheduler.waiting(link, rows.share(slot));
    int ahead = ledger.scheduler.isWaiting(slot) ? waiting - 1 : waiting;
    return isBarred(job, link)
        ? Prospect.NONE
        : forecast.prospect(link, rows.share(slot), ahead, rows.size(slot), monoMs);
  }

  private boolean isBarred(Job job, int link) {
    return ledger.bars().onLink(job.terms.vo(), ledger.scheduler.link(link)) != null;
  }

  long firstUnused(Job job) {
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      if (ledger.rows.state(ledger.rows.slot(id)) == TransferState.NOT_USED) {
        return id;
      }
    }
    return -1;
  }
}
