package io.tern.ledger;

import io.tern.forecast.Forecast;
import io.tern.job.Failure;
import io.tern.pilot.Pilot;

/**
 * Tells pilot and forecast what becomes of copies. Of tape work it learns nothing: that moves no
 * bytes.
 */
final class Watch {
  private final Ledger ledger;
  private final Pilot pilot;
  private final Forecast forecast;

  Watch(Ledger ledger, Pilot pilot, Forecast forecast) {
    this.ledger = ledger;
    this.pilot = pilot;
    this.forecast = forecast;
  }

  /** An agent has an attempt, now or since before this node led. */
  void begun(long transfer, Task task, long monoMs) {
    int slot = ledger.rows.slot(transfer);
    if (task == Task.COPY && slot != Rows.NONE) {
      Rows rows = ledger.rows;
      pilot.started(slot, rows.link(slot), rows.share(slot), size(slot, transfer), monoMs);
      forecast.started(rows.link(slot), rows.share(slot), monoMs);
    }
  }

  private long size(int slot, long transfer) {
    Running run = ledger.running.get(transfer);
    long found = run == null ? 0 : run.status.size();
    return found > 0 ? found : ledger.rows.size(slot);
  }

  /**
   * An agent has found out how large a file is. A submission need not say it, and the file's share
   * is to pay for it all the same.
   */
  void sized(Input.Started started) {
    int slot = ledger.rows.slot(started.transfer());
    if (started.size() > 0 && ledger.rows.size(slot) < 0) {
      ledger.scheduler.sized(ledger.rows.link(slot), ledger.rows.share(slot), started.size());
      pilot.sized(slot, started.size());
    }
  }

  /** An agent's word of how far its attempts are; old ones are passed over. */
  void moved(AgentId agent, Progress progress) {
    Running run = ledger.running.get(progress.transfer());
    if (run != null && run.task == Task.COPY && run.status.agent().equals(agent)) {
      run.bytes = Math.max(run.bytes, progress.bytes());
      int slot = ledger.rows.slot(progress.transfer());
      pilot.moved(slot, progress.bytes(), progress.monoMs());
    }
  }

  void ended(Running run, Outcome outcome, Step step) {
    int slot = ledger.rows.slot(run.transfer);
    long monoMs = step.monoMs();
    switch (outcome) {
      case Outcome.Done done -> {
        pilot.done(slot, done.bytes(), monoMs);
        copied(slot, run, done, step);
      }
      case Outcome.Failed(var failure, var bytes, var inTheWay) -> {
        pilot.failed(slot, failure, bytes, monoMs);
        failed(slot, run, failure, monoMs);
      }
      case Outcome.Unknown unknown -> pilot.left(slot, monoMs);
      case Outcome.HandedBack back -> pilot.left(slot, monoMs);
      case Outcome.Stopped stopped -> pilot.left(slot, monoMs);
    }
  }

  private void failed(int slot, Running run, Failure failure, long monoMs) {
    if (run.task == Task.COPY) {
      forecast.failed(ledger.rows.link(slot), failure, monoMs);
    }
  }

  private void copied(int slot, Running run, Outcome.Done done, Step step) {
    if (run.task == Task.COPY) {
      long tookMs = step.nowMs() - run.status.startMs();
      forecast.done(ledger.rows.link(slot), done.bytes(), tookMs, step.monoMs());
    }
  }

  /** Nobody hears of the attempt any more. */
  void lost(Running run, long monoMs) {
    pilot.left(ledger.rows.slot(run.transfer), monoMs);
  }
}
