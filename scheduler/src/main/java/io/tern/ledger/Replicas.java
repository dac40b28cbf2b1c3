package io.tern.ledger;

import io.tern.forecast.Forecast;
import io.tern.job.TransferState;

/** Which of a file's alternatives goes next. */
final class Replicas {
  private final Ledger ledger;
  private final Forecast forecast;

  Replicas(Ledger ledger, Forecast forecast) {
    this.ledger = ledger;
    this.forecast = forecast;
  }

  /**
   * @param ahead how many would go before it
   */
  private record Candidate(long id, double cost, int ahead) {
    static final Candidate NONE = new Candidate(-1, Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

    Candidate orBetter(Candidate other) {
      boolean better = other.cost < cost || (other.cost == cost && other.ahead < ahead);
      return better ? other : this;
    }
  }

  /** The one that is likely to be there first; -1 if there is none. */
  long soonest(Job job, long monoMs) {
    Candidate best = Candidate.NONE;
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      int slot = ledger.rows.slot(id);
      if (mayGo(job, id, ledger.rows.state(slot))) {
        best = best.orBetter(candidate(job, slot, monoMs));
      }
    }
    return best.id;
  }

  /** A new job's first is under way already. */
  private static boolean mayGo(Job job, long id, TransferState state) {
    return state == TransferState.NOT_USED || (id == job.first() && !state.isTerminal());
  }

  private Candidate candidate(Job job, int slot, long monoMs) {
    Rows rows = ledger.rows;
    int waiting = ledger.scheduler.waiting(rows.link(slot), rows.share(slot));
    int ahead = ledger.scheduler.isWaiting(slot) ? waiting - 1 : waiting;
    double cost =
        isBarred(job, rows.link(slot))
            ? Double.POSITIVE_INFINITY
            : forecast.cost(rows.link(slot), rows.share(slot), ahead, rows.size(slot), monoMs);
    return new Candidate(rows.id(slot), cost, ahead);
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
