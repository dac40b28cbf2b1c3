package io.tern.ledger;

import io.tern.job.TransferState;

/** Starts what may start: attempts without an agent first, then tape, then the queue. */
final class Admission {
  private final Ledger ledger;
  private final Agents agents;
  private final Leftovers left;

  Admission(Ledger ledger, Agents agents, Leftovers left) {
    this.ledger = ledger;
    this.agents = agents;
    this.left = left;
  }

  /** Starts what may start now, as long as the step is below {@code most} records and effects. */
  void admit(Step step, int most) {
    adopt(step, most);
    stage(step, most);
    while (step.size() < most) {
      AgentId agent = agents.withRoom(step.monoMs());
      int slot = agent == null ? -1 : ledger.scheduler.next();
      if (agent == null || slot < 0) {
        return;
      }
      start(step, slot, agent);
    }
  }

  private void start(Step step, int slot, AgentId agent) {
    long id = ledger.rows.id(slot);
    if (!ledger.lines.lock(slot)) {
      return;
    }
    Job job = ledger.rows.job(slot);
    TransferStatus status =
        ledger
            .waitingStatus(slot)
            .begun(TransferState.READY, agent, ledger.rows.attempt(slot) + 1, step.nowMs());
    Endings.change(step, job, id, status);
    give(step, job, id, Task.COPY, status);
  }

  private void adopt(Step step, int most) {
    while (step.size() < most && !left.orphans.isEmpty()) {
      AgentId agent = agents.withRoom(step.monoMs());
      if (agent == null) {
        return;
      }
      Running run = ledger.running.get(left.orphans.remove());
      if (run != null && !run.stopping && !run.hasAgent()) {
        TransferStatus status = run.status.given(agent, step.nowMs());
        Endings.change(step, ledger.jobOf(run), run.transfer, status);
        give(step, ledger.jobOf(run), run.transfer, run.task, status);
      }
    }
  }

  private void stage(Step step, int most) {
    while (step.size() < most && ledger.staging() < ledger.rules.mostStaging()) {
      int slot = ledger.lines.firstToStage();
      AgentId agent = slot == Rows.NONE ? null : agents.withRoom(step.monoMs());
      if (agent == null) {
        return;
      }
      bringOnline(step, slot, agent);
    }
  }

  private void bringOnline(Step step, int slot, AgentId agent) {
    long transfer = ledger.rows.id(slot);
    Job job = ledger.rows.job(slot);
    TransferStatus status =
        ledger
            .waitingStatus(slot)
            .begun(TransferState.STARTED, agent, ledger.rows.attempt(slot) + 1, step.nowMs())
            .with(new TransferStatus.Tape(step.nowMs(), 0, 0, 0));
    Endings.change(step, job, transfer, status);
    give(step, job, transfer, Task.BRING_ONLINE, status);
  }

  private void give(Step step, Job job, long transfer, Task task, TransferStatus status) {
    agents.carries(status.agent(), step.monoMs());
    int index = (int) (transfer - job.first());
    int part = job.partOf(index);
    step.effect(
        new Effect.Start(
            status.agent(),
            job.id(),
            transfer,
            part,
            index - job.partStart(part),
            status.attempt(),
            task,
            status.retries(),
            ledger.rows.bytes(ledger.rows.slot(transfer)),
            Endings.isLastHop(job, transfer),
            status.unknowns() > 0,
            status.held(),
            waitLimitS(job, task)));
  }

  private int waitLimitS(Job job, Task task) {
    return switch (task) {
      case COPY -> 0;
      case BRING_ONLINE -> (int) (ledger.timetable.stagingMs(job.terms) / 1000);
      case WATCH_ARCHIVE -> job.terms.archiveTimeoutS();
    };
  }
}
