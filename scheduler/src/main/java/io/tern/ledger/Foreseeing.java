package io.tern.ledger;

import io.tern.explain.Foretold;
import io.tern.explain.Reason;
import io.tern.forecast.Forecast;
import io.tern.forecast.Outlook;
import io.tern.job.TransferState;
import io.tern.schedule.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says when transfers and jobs will be over, should nothing come between. A transfer that rests is
 * taken to be the first in line; one that is on hold, on tape or behind another cannot be foreseen.
 */
final class Foreseeing {
  /** Of a larger job only so many transfers are looked at, evenly over all of it. */
  private static final int LOOKED_AT = 1_000;

  private static final int COUNTED_AHEAD = 1_000;

  private final Ledger ledger;
  private final Halts halts;
  private final Forecast forecast;

  Foreseeing(Ledger ledger, Halts halts, Forecast forecast) {
    this.ledger = ledger;
    this.halts = halts;
    this.forecast = forecast;
  }

  /** Keeps in mind what is foretold of a job that has just been accepted. */
  void accepted(Step step, Job job) {
    if (!job.isEnded()) {
      Foreseen foreseen = of(job, step, 0);
      job.foreseenMs = foreseen.isKnown() ? step.nowMs() + foreseen.endMs() : 0;
    }
  }

  void answer(Step step, Input.Estimate estimate) {
    Job job = ledger.jobs.get(estimate.job());
    if (job == null || job.isEnded()) {
      step.answer(estimate.ask(), 404, "no such unfinished job");
      return;
    }
    Foreseen foreseen = open(of(job, step, COUNTED_AHEAD));
    boolean known = foreseen.isKnown() && halts.hold().isEmpty();
    long endMs = known ? step.nowMs() + foreseen.endMs() : 0;
    List<Reason> reasons = reasons(job, foreseen, endMs);
    step.answer(estimate.ask(), 200, "", Affected.foreseen(endMs, reasons));
  }

  private List<Reason> reasons(Job job, Foreseen foreseen, long endMs) {
    List<Reason> reasons = new ArrayList<>();
    halts.hold().ifPresent(reasons::add);
    if (endMs > 0 && foreseen.slot() != Rows.NONE) {
      reasons.add(Foretold.job(endMs, ledger.scheduler.link(ledger.rows.link(foreseen.slot()))));
    } else if (!foreseen.isKnown()) {
      reasons.add(Foretold.nobodyKnows(ledger.rows.id(foreseen.slot())));
    }
    if (job.terms.hasTokensThatEnd()) {
      reasons.add(Foretold.tokens(job.terms.tokensEndMs(), endMs));
    }
    if (job.terms.hasDeadline()) {
      reasons.add(Foretold.deadline(job.terms.deadlineMs(), endMs));
    }
    return reasons;
  }

  /** Nothing is foretold of what waits for a storage that lets nothing start. */
  private Foreseen open(Foreseen foreseen) {
    int slot = foreseen.slot();
    return slot != Rows.NONE && isShut(slot) ? Foreseen.unknown(slot) : foreseen;
  }

  private boolean isShut(int slot) {
    return switch (ledger.scheduler.explain(slot)) {
      case Explanation.Closed closed -> true;
      case Explanation.NoSpace full -> true;
      case Explanation.NotWaiting() -> false;
      case Explanation.Full full -> false;
      case Explanation.InTurn turn -> false;
    };
  }

  private Foreseen of(Job job, Step step, int countedAhead) {
    Foreseen all = Foreseen.OVER;
    int stride = 1 + job.transfers() / LOOKED_AT;
    for (int index = (job.transfers() - 1) % stride; index < job.transfers(); index += stride) {
      int slot = ledger.rows.slot(job.first() + index);
      if (isToCome(job, ledger.rows.state(slot))) {
        Foreseen one = of(job, slot, step, countedAhead);
        if (!one.isKnown()) {
          return one;
        }
        all = job.isChain() ? all.then(one) : all.orLater(one);
      }
    }
    return all;
  }

  private static boolean isToCome(Job job, TransferState state) {
    return !state.isTerminal() && (job.isChain() || state != TransferState.NOT_USED);
  }

  private Foreseen of(Job job, int slot, Step step, int countedAhead) {
    return outlook(job, slot, step, countedAhead)
        .map(outlook -> new Foreseen(slot, outlook.endMs()))
        .orElse(Foreseen.unknown(slot));
  }

  /** Of one that waits for its places or is being copied; empty for all others. */
  Optional<Outlook> of(Step step, int slot) {
    return ledger.rows.is(slot, Rows.RESTING) || isShut(slot) || halts.hold().isPresent()
        ? Optional.empty()
        : outlook(ledger.rows.job(slot), slot, step, COUNTED_AHEAD);
  }

  private Optional<Outlook> outlook(Job job, int slot, Step step, int countedAhead) {
    Rows rows = ledger.rows;
    Running run = ledger.running.get(rows.id(slot));
    if (run != null) {
      return run.task == Task.COPY && run.hasAgent() ? running(slot, run, step) : Optional.empty();
    }
    if (ledger.scheduler.isWaiting(slot)) {
      return waiting(slot, ledger.scheduler.ahead(slot, countedAhead), step);
    }
    boolean next = job.isChain() && rows.state(slot) == TransferState.NOT_USED;
    return next || rows.is(slot, Rows.RESTING) ? waiting(slot, 0, step) : Optional.empty();
  }

  private Optional<Outlook> waiting(int slot, int ahead, Step step) {
    Rows rows = ledger.rows;
    return forecast.waiting(
        rows.link(slot), rows.share(slot), ahead, rows.size(slot), step.monoMs());
  }

  private Optional<Outlook> running(int slot, Running run, Step step) {
    long found = run.status.size();
    long size = found > 0 ? found : ledger.rows.size(slot);
    long ranMs = step.nowMs() - run.status.startMs();
    return forecast.running(ledger.rows.link(slot), size, run.bytes, ranMs);
  }
}
