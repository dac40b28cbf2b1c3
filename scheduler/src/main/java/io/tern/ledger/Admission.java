package io.tern.ledger;

import io.tern.job.Link;
import io.tern.job.TransferState;
import io.tern.setting.LinkRule;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Starts what may start: attempts without an agent first, then tape, then the queue. */
final class Admission {
  private final Ledger ledger;
  private final Agents agents;
  private final Leftovers left;
  private final Sweep sweep;
  private final Watch watch;

  Admission(Ledger ledger, Agents agents, Leftovers left, Sweep sweep, Watch watch) {
    this.ledger = ledger;
    this.agents = agents;
    this.left = left;
    this.sweep = sweep;
    this.watch = watch;
  }

  /** Starts what may start now, as long as the step is below {@code most} records and effects. */
  void admit(Step step, int most) {
    sortOrphans();
    adopt(step, most, left.copies, Task.COPY);
    adopt(step, most, left.tapes, Task.WATCH_ARCHIVE);
    force(step, most);
    stage(step, most);
    while (step.size() < most) {
      AgentId agent = agents.withRoom(Task.COPY, step.monoMs());
      int slot = agent == null ? -1 : ledger.scheduler.next();
      if (agent == null || slot < 0) {
        return;
      }
      start(step, slot, agent);
    }
  }

  private void force(Step step, int most) {
    while (step.size() < most) {
      int slot = ledger.lines.firstForced();
      AgentId agent = slot == Rows.NONE ? null : agents.withRoom(Task.COPY, step.monoMs());
      if (agent == null) {
        return;
      }
      if (sweep.bars(slot)) {
        sweep.conform(step, slot);
      } else if (ledger.lines.lockForced(slot)) {
        begin(step, slot, agent);
      }
    }
  }

  private void start(Step step, int slot, AgentId agent) {
    if (sweep.bars(slot)) {
      ledger.lines.giveBack(slot);
      sweep.conform(step, slot);
    } else if (ledger.lines.lock(slot)) {
      begin(step, slot, agent);
    }
  }

  private void begin(Step step, int slot, AgentId agent) {
    long id = ledger.rows.id(slot);
    Job job = ledger.rows.job(slot);
    TransferStatus status =
        ledger
            .waitingStatus(slot)
            .begun(TransferState.READY, agent, ledger.rows.attempt(slot) + 1, step.nowMs());
    Endings.change(step, job, id, status);
    give(step, job, id, Task.COPY, status);
  }

  /** Copies and tapes wait for agents apart: one may find room where the other finds none. */
  private void sortOrphans() {
    while (!left.orphans.isEmpty()) {
      Running run = ledger.running.get(left.orphans.remove());
      if (run != null) {
        (run.task == Task.COPY ? left.copies : left.tapes).add(run.transfer);
      }
    }
  }

  private void adopt(Step step, int most, Queue<Long> orphans, Task task) {
    while (step.size() < most && !orphans.isEmpty()) {
      AgentId agent = agents.withRoom(task, step.monoMs());
      if (agent == null) {
        return;
      }
      adopt(step, ledger.running.get(orphans.remove()), agent);
    }
  }

  private void adopt(Step step, @Nullable Running run, AgentId agent) {
    if (run == null || run.stopping || run.hasAgent()) {
      return;
    }
    if (sweep.bars(ledger.rows.slot(run.transfer))) {
      left.barred.add(run.transfer);
    } else {
      TransferStatus status = run.status.given(agent, step.nowMs());
      Endings.change(step, ledger.jobOf(run), run.transfer, status);
      give(step, ledger.jobOf(run), run.transfer, run.task, status);
    }
  }

  private void stage(Step step, int most) {
    while (step.size() < most) {
      int slot = ledger.lines.staging.first();
      AgentId agent = slot == Rows.NONE ? null : agents.withRoom(Task.BRING_ONLINE, step.monoMs());
      if (agent == null) {
        return;
      }
      if (sweep.bars(slot)) {
        sweep.conform(step, slot);
      } else {
        bringOnline(step, slot, agent);
      }
    }
  }

  private void bringOnline(Step step, int slot, AgentId agent) {
    long transfer = ledger.rows.id(slot);
    Job job = ledger.rows.job(slot);
    TransferStatus waiting = ledger.waitingStatus(slot);
    TransferStatus status =
        waiting
            .begun(TransferState.STARTED, agent, ledger.rows.attempt(slot) + 1, step.nowMs())
            .with(waiting.tape().stagingFrom(step.nowMs()));
    Endings.change(step, job, transfer, status);
    give(step, job, transfer, Task.BRING_ONLINE, status);
  }

  private void give(Step step, Job job, long transfer, Task task, TransferStatus status) {
    agents.carries(status.agent(), task, step.monoMs());
    watch.begun(transfer, task, step.monoMs());
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
            waitLimitS(job, task),
            timeoutS(job, transfer, status),
            streams(transfer),
            Ways.of(ledger.settings(), link(transfer), job.terms.vo()),
            OnDisk.of(ledger.settings(), link(transfer)),
            status.tape().request()));
  }

  private int timeoutS(Job job, long transfer, TransferStatus status) {
    long bytes = Math.max(ledger.rows.bytes(ledger.rows.slot(transfer)), status.size());
    return ledger.defaults.timeoutS(job.terms, bytes);
  }

  /** FTS: what the link's rule says, else what an operator fixed. */
  private int streams(long transfer) {
    Link link = link(transfer);
    Integer ruled = ledger.settings().link(link).map(LinkRule::streams).orElse(null);
    if (ruled != null && ruled > 0) {
      return ruled;
    }
    return ledger.settings().fixed(link).map(LinkRule.FixedActive::streams).orElse(0);
  }

  private Link link(long transfer) {
    return ledger.scheduler.link(ledger.rows.link(ledger.rows.slot(transfer)));
  }

  private int waitLimitS(Job job, Task task) {
    return switch (task) {
      case COPY -> 0;
      case BRING_ONLINE -> (int) (ledger.timetable.stagingMs(job.terms) / 1000);
      case WATCH_ARCHIVE -> job.terms.archiveTimeoutS();
    };
  }
}
