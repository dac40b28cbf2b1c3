package io.tern.ledger;

import io.tern.job.JobState;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.LedgerRecord.PartAccepted;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.schedule.Place;
import io.tern.schedule.Scheduler;
import io.tern.timer.Deadlines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * All unfinished jobs and transfers: who waits, who runs, who rests until when. It changes by
 * {@link #apply} alone, on every node alike; {@link Coordination} decides what is applied.
 *
 * <p>Single-threaded. Memory for a waiting transfer is its columns in {@link Rows} and its place in
 * a queue; objects exist only for jobs and for what runs.
 */
public final class Ledger {
  static final TransferState[] STATES = TransferState.values();

  static final int WAKE = 1;
  static final int EXPIRE = 2;
  static final int RUN_LIMIT = 3;
  static final int SETTLE = 5;

  final Rules rules;
  final Scheduler scheduler;
  final Rows rows = new Rows();
  final DestinationLocks locks = new DestinationLocks();
  final Deadlines deadlines = new Deadlines();
  final Map<UUID, Job> jobs = new HashMap<>();
  final Map<UUID, Pending> pending = new LinkedHashMap<>();
  final Map<Long, Running> running = new HashMap<>();
  final ArrayDeque<Long> staging = new ArrayDeque<>();
  final Set<Job> touched = new LinkedHashSet<>();

  private final Tally tally = new Tally();
  private long nextTransfer = 1;
  private int tapeTasks;

  public Ledger(Rules rules, Scheduler scheduler) {
    this.rules = rules;
    this.scheduler = scheduler;
  }

  /** Takes what a step decided. Times are those in the record. */
  public void apply(LedgerRecord record) {
    switch (record) {
      case PartAccepted(var part) -> accept(part);
      case LedgerRecord.PartsDropped dropped -> pending.remove(dropped.job());
      case JobChanged changed -> apply(changed);
      case TransferChanged changed -> apply(changed);
      case LedgerRecord.AttemptEnded ignored -> {}
    }
  }

  private void accept(SubmittedPart part) {
    if (!jobs.containsKey(part.job())) {
      pending.computeIfAbsent(part.job(), job -> new Pending()).add(part);
    }
  }

  private void apply(JobChanged changed) {
    Job job = jobs.get(changed.job());
    if (job == null) {
      open(changed);
      return;
    }
    boolean reordered = job.record.priority() != changed.priority();
    job.record = changed;
    touched.add(job);
    if (changed.ended() != null) {
      close(job);
    } else if (reordered) {
      forEachWaiting(job, slot -> scheduler.reprioritise(slot, changed.priority()));
    }
  }

  private void open(JobChanged changed) {
    Pending parts = pending.remove(changed.job());
    nextTransfer = Math.max(nextTransfer, changed.firstTransfer() + changed.transfers());
    if (changed.ended() == null && parts != null) {
      open(parts, changed);
    }
  }

  private void open(Pending parts, JobChanged changed) {
    SubmittedJob terms = parts.terms();
    Job job = new Job(terms, parts.starts(), changed);
    jobs.put(changed.job(), job);
    touched.add(job);
    parts.each(part -> add(job, part));
    deadlines.at(expiresMs(job), EXPIRE, job.first());
  }

  /** When what still queues of a job is cancelled. */
  long expiresMs(Job job) {
    long asked = job.terms.expiresMs();
    return asked > 0 ? asked : job.record.acceptedMs() + rules.longestQueueMs();
  }

  private void add(Job job, SubmittedPart part) {
    StorageName[] storages = part.storages().toArray(StorageName[]::new);
    int[] shares =
        part.activities().stream()
            .mapToInt(activity -> scheduler.share(new Share(job.terms.vo(), activity)))
            .toArray();
    for (int i = 0; i < part.transfers(); i++) {
      int index = part.firstIndex() + i;
      int link = scheduler.link(storages[part.source()[i]], storages[part.destination()[i]]);
      TransferState state = job.initial().of(index);
      int slot =
          rows.add(
              job.first() + index,
              job,
              link,
              shares[part.share()[i]],
              part.size()[i],
              part.destinationHash()[i],
              state);
      count(job, state, 1);
      enter(slot, state, Place.LAST);
    }
  }

  private void apply(TransferChanged changed) {
    int slot = rows.slot(changed.transfer());
    if (slot == Rows.NONE) {
      return;
    }
    Job job = rows.job(slot);
    TransferStatus status = changed.status();
    touched.add(job);
    leave(slot);
    count(job, rows.state(slot), -1);
    if (status.state().isTerminal() && !rows.state(slot).isTerminal()) {
      tally.end(job.terms.vo(), status.state());
    }
    rows.state(slot, status.state());
    rows.tries(slot, status.attempt(), status.retries());
    count(job, status.state(), 1);
    run(slot, job, status);
    if (!job.isEnded() && running.get(changed.transfer()) == null) {
      settle(slot, status);
    }
    drop(job);
  }

  /** Keeps {@link #running} in step with the states. */
  private void run(int slot, Job job, TransferStatus status) {
    long transfer = rows.id(slot);
    Running known = running.get(transfer);
    boolean works = status.state().isRunning() || status.stopping();
    if (!works) {
      if (known != null) {
        running.remove(transfer);
        job.running--;
        tapeTasks -= known.task == Task.COPY ? 0 : 1;
      }
      free(slot);
      return;
    }
    if (known == null) {
      Task task = taskOf(status);
      known = new Running(transfer, task, status);
      running.put(transfer, known);
      job.running++;
      tapeTasks += task == Task.COPY ? 0 : 1;
    } else if (known.task != Task.WATCH_ARCHIVE && status.state() == TransferState.ARCHIVING) {
      known = new Running(transfer, Task.WATCH_ARCHIVE, status);
      running.put(transfer, known);
      tapeTasks++;
      free(slot);
    }
    deadlines.at(runLimitMs(slot, status), RUN_LIMIT, transfer);
    known.status = status;
    known.stopping |= status.stopping();
    if (known.task == Task.COPY) {
      hold(slot);
    }
  }

  /** Until when an attempt's agent should have ended it; after that it is given up. */
  long runLimitMs(int slot, TransferStatus status) {
    Job job = rows.job(slot);
    long limit =
        switch (status.state()) {
          case STARTED -> stagingMs(job) + rules.copyGraceMs();
          case ARCHIVING -> job.terms.archiveTimeoutS() * 1000L + rules.copyGraceMs();
          default ->
              rules.copyLimitMs(job.terms.timeoutS(), Math.max(rows.bytes(slot), status.size()));
        };
    return status.sinceMs() + limit;
  }

  long stagingMs(Job job) {
    int asked = job.terms.bringOnlineS();
    return asked > 0 ? asked * 1000L : rules.defaultStagingMs();
  }

  private static Task taskOf(TransferStatus status) {
    return switch (status.state()) {
      case STARTED -> Task.BRING_ONLINE;
      case ARCHIVING -> Task.WATCH_ARCHIVE;
      default -> Task.COPY;
    };
  }

  /** Takes places and destination for a copy that is at work. */
  private void hold(int slot) {
    if (!rows.is(slot, Rows.PLACED)) {
      scheduler.occupy(rows.link(slot), rows.share(slot));
      rows.set(slot, Rows.PLACED, true);
    }
    if (!rows.is(slot, Rows.LOCKED)) {
      rows.set(slot, Rows.LOCKED, locks.acquire(rows.destination(slot), rows.id(slot)));
    }
  }

  /**
   * For a transfer whose places the scheduler has just taken: its destination too, or it gives the
   * places back and waits until whoever is there has left.
   */
  boolean lock(int slot) {
    long id = rows.id(slot);
    if (!locks.acquire(rows.destination(slot), id)) {
      scheduler.release(rows.link(slot), rows.share(slot));
      rows.set(slot, Rows.BLOCKED, true);
      locks.waitFor(rows.destination(slot), id);
      return false;
    }
    rows.set(slot, Rows.PLACED, true);
    rows.set(slot, Rows.LOCKED, true);
    return true;
  }

  /** Gives back what {@link #hold} or the scheduler took. */
  void free(int slot) {
    if (rows.is(slot, Rows.PLACED)) {
      scheduler.release(rows.link(slot), rows.share(slot));
      rows.set(slot, Rows.PLACED, false);
    }
    if (rows.is(slot, Rows.LOCKED)) {
      rows.set(slot, Rows.LOCKED, false);
      locks.release(rows.destination(slot), rows.id(slot));
      unblock(rows.destination(slot));
    }
  }

  /** All that waited for a destination may try again; the first finds it free. */
  private void unblock(long destination) {
    for (long next = locks.next(destination); next >= 0; next = locks.next(destination)) {
      int slot = rows.slot(next);
      if (slot != Rows.NONE && rows.is(slot, Rows.BLOCKED)) {
        rows.set(slot, Rows.BLOCKED, false);
        enter(slot, rows.state(slot), Place.FIRST);
      }
    }
  }

  /** Out of whatever it waited in. */
  private void leave(int slot) {
    if (scheduler.isWaiting(slot)) {
      scheduler.withdraw(slot);
    }
    rows.set(slot, Rows.RESTING, false);
    rows.set(slot, Rows.BLOCKED, false);
  }

  private void settle(int slot, TransferStatus status) {
    if (status.retryAtMs() > status.sinceMs()) {
      rows.set(slot, Rows.RESTING, true);
      deadlines.at(status.retryAtMs(), WAKE, rows.id(slot));
    } else {
      enter(slot, status.state(), Place.FIRST);
    }
  }

  /** Into the line that its state means. */
  void enter(int slot, TransferState state, Place place) {
    Job job = rows.job(slot);
    if (job.isEnded()) {
      return;
    }
    if (state == TransferState.SUBMITTED || state == TransferState.FORCE_START) {
      scheduler.enqueue(
          slot, rows.link(slot), rows.share(slot), job.record.priority(), rows.bytes(slot), place);
    } else if (state == TransferState.STAGING) {
      staging.add(rows.id(slot));
    }
  }

  private void close(Job job) {
    forEachWaiting(job, scheduler::withdraw);
    drop(job);
  }

  private void forEachWaiting(Job job, IntConsumer action) {
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      int slot = rows.slot(id);
      if (slot != Rows.NONE && scheduler.isWaiting(slot)) {
        action.accept(slot);
      }
    }
  }

  private void drop(Job job) {
    if (!job.isAtRest() || jobs.remove(job.id()) == null) {
      return;
    }
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      int slot = rows.slot(id);
      tally.count(job.terms.vo(), rows.state(slot), -1);
      leave(slot);
      rows.remove(slot);
    }
  }

  private void count(Job job, TransferState state, int change) {
    job.count(state, change);
    tally.count(job.terms.vo(), state, change);
  }

  /**
   * Jobs whose shown state may have changed since the last call, each with what it is now; the view
   * keeps them current with it.
   */
  public Collection<Shown> takeShown() {
    List<Shown> shown = new ArrayList<>(touched.size());
    for (Job job : touched) {
      JobState state = job.state();
      if (state != job.shown || job.isEnded()) {
        job.shown = state;
        shown.add(new Shown(job.record, state, job.isAtRest()));
      }
    }
    touched.clear();
    return shown;
  }

  /**
   * @param atRest ended, and no attempt of it is at work any more
   */
  public record Shown(JobChanged record, JobState state, boolean atRest) {}

  /** Submissions without an end, whose newest part came before a time. */
  List<UUID> pendingSince(long beforeMs, long nowMs) {
    List<UUID> old = new ArrayList<>();
    pending.forEach((job, parts) -> {
      if (parts.newestMs == 0) {
        parts.newestMs = nowMs;
      } else if (parts.newestMs < beforeMs) {
        old.add(job);
      }
    });
    return old;
  }

  List<Integer> partsOf(UUID job) {
    Pending parts = pending.get(job);
    return parts == null ? List.of() : parts.numbers();
  }

  public boolean knows(UUID job) {
    return jobs.containsKey(job) || pending.containsKey(job);
  }

  /** The id that the next accepted transfer gets. */
  public long nextTransfer() {
    return nextTransfer;
  }

  /** At start-up: no id below this is given again. */
  public void nextTransfer(long atLeast) {
    nextTransfer = Math.max(nextTransfer, atLeast);
  }

  /** Unfinished transfers by VO and state. */
  public Tally tally() {
    return tally;
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  int tapeTasks() {
    return tapeTasks;
  }

  Job jobOf(Running run) {
    return rows.job(rows.slot(run.transfer));
  }

  /** The status of a transfer that waits, as far as its row remembers it. */
  TransferStatus waitingStatus(int slot) {
    return TransferStatus.waiting(rows.state(slot), rows.attempt(slot), rows.retries(slot), 0);
  }
}
