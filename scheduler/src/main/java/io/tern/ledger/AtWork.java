package io.tern.ledger;

import io.tern.job.TransferState;
import java.util.Map;

/** Keeps the attempts at work, and the places that they hold, in step with what transfers are. */
final class AtWork {
  private final Lines lines;
  private final Timetable timetable;
  private final Map<Long, Running> running;

  AtWork(Lines lines, Timetable timetable, Map<Long, Running> running) {
    this.lines = lines;
    this.timetable = timetable;
    this.running = running;
  }

  /** A transfer has a new status. */
  void follow(int slot, Job job, TransferStatus status) {
    if (status.state().isRunning() || status.stopping()) {
      work(slot, job, status);
    } else {
      rest(slot, job);
    }
  }

  private void rest(int slot, Job job) {
    Running known = running.remove(lines.rows.id(slot));
    if (known != null) {
      job.running--;
      stages(slot, known.task, -1);
    }
    lines.free(slot);
  }

  private void work(int slot, Job job, TransferStatus status) {
    Running run = run(slot, job, status);
    timetable.limit(slot, status);
    run.status = status;
    run.stopping |= status.stopping();
    if (run.task == Task.COPY) {
      lines.hold(slot);
    }
  }

  private Running run(int slot, Job job, TransferStatus status) {
    long transfer = lines.rows.id(slot);
    Running known = running.get(transfer);
    if (known == null) {
      return begun(slot, job, new Running(transfer, status.task(), status));
    }
    return known.task != Task.WATCH_ARCHIVE && status.state() == TransferState.ARCHIVING
        ? archived(slot, new Running(transfer, Task.WATCH_ARCHIVE, status))
        : known;
  }

  private Running begun(int slot, Job job, Running run) {
    running.put(run.transfer, run);
    job.running++;
    stages(slot, run.task, 1);
    return run;
  }

  /** The copy is done and holds nothing more; its tape is watched in its stead. */
  private Running archived(int slot, Running watch) {
    running.put(watch.transfer, watch);
    lines.free(slot);
    return watch;
  }

  private void stages(int slot, Task task, int more) {
    if (task == Task.BRING_ONLINE) {
      lines.staging.count(slot, more);
    }
  }
}
