package io.tern.ledger;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.LedgerRecord.PartAccepted;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.schedule.Place;
import io.tern.schedule.Scheduler;
import io.tern.setting.Order;
import io.tern.setting.Settings;
import io.tern.setting.Settings.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All unfinished jobs and transfers: who waits, who runs, who rests until when. It changes by
 * {@link #apply} alone, on every node alike; {@link Coordination} decides what is applied.
 *
 * <p>Single-threaded. Memory for a waiting transfer is its columns in {@link Rows} and its place in
 * a queue; objects exist only for jobs, for what runs and for what was staged.
 */
public final class Ledger {
  static final TransferState[] STATES = TransferState.values();

  final Rules rules;
  final Scheduler scheduler;
  final Rows rows = new Rows();
  final Lines lines;
  final Map<UUID, Job> jobs = new HashMap<>();
  final Submissions submissions = new Submissions();
  final Map<Long, Running> running = new HashMap<>();
  final Tapes tapes = new Tapes();
  final JobDefaults defaults;
  final Timetable timetable;
  final Showing showing = new Showing();

  /** What the unfinished transfers of jobs that want to be the only writers are to write. */
  final OpenDestinations destinations = new OpenDestinations();

  private final AtWork atWork;
  private final Tally tally = new Tally();
  private Settings settings = Settings.NONE;
  private Bars bars = new Bars(Settings.NONE);
  private long nextTransfer = 1;

  public Ledger(Rules rules, Scheduler scheduler) {
    this.rules = rules;
    this.scheduler = scheduler;
    this.lines = new Lines(rows, scheduler);
    this.defaults = new JobDefaults(rules);
    this.timetable = new Timetable(rules, defaults, rows, running);
    this.atWork = new AtWork(lines, timetable, running);
  }

  /** Takes what a step decided. Times are those in the record. */
  public void apply(LedgerRecord record) {
    switch (record) {
      case PartAccepted(var part) -> accept(part);
      case LedgerRecord.PartsDropped dropped -> submissions.remove(dropped.job());
      case JobChanged changed -> apply(changed);
      case TransferChanged changed -> apply(changed);
      case LedgerRecord.AttemptEnded ignored -> {}
    }
  }

  /** Takes changes of the settings; a node that follows need not know them. */
  void apply(List<SettingChanged> changes) {
    Map<String, Optional<Written<?>>> byName = new HashMap<>();
    changes.forEach(change -> byName.put(change.name(), Optional.ofNullable(change.after())));
    settings(settings.after(byName));
  }

  /** Whoever is about to lead begins with the settings that hold. */
  public void settings(Settings all) {
    settings = all;
    bars = new Bars(all);
    defaults.settings(all);
    Steering.steer(scheduler, settings);
    lines.staging.settings(settings);
  }

  /** What holds, on a node that leads. */
  public Settings settings() {
    return settings;
  }

  Bars bars() {
    return bars;
  }

  /** Wide cancels that are being carried out: what they mean is to be shown as cancelled. */
  public List<Written<Order.Cancel>> cancelling() {
    return bars.cancels();
  }

  private void accept(SubmittedPart part) {
    if (!jobs.containsKey(part.job())) {
      submissions.add(part);
    }
  }

  private void apply(JobChanged changed) {
    Job job = jobs.get(changed.job());
    if (job == null) {
      open(changed);
      return;
    }
    boolean reordered = job.record.priority() != changed.priority();
    boolean over = job.isEnded();
    job.record = changed;
    showing.touch(job);
    if (over) {
      drop(job);
    } else if (changed.ended() != null) {
      close(job);
    } else if (reordered) {
      urge(job);
    }
  }

  private void open(JobChanged changed) {
    Pending parts = submissions.remove(changed.job());
    nextTransfer = Math.max(nextTransfer, changed.firstTransfer() + changed.transfers());
    if (changed.ended() == null && parts != null) {
      open(parts, changed);
    }
  }

  private void open(Pending parts, JobChanged changed) {
    SubmittedJob terms = parts.terms();
    Job job = new Job(terms, parts.starts(), changed);
    jobs.put(changed.job(), job);
    showing.touch(job);
    parts.each(part -> add(job, part));
    timetable.expire(job);
    timetable.miss(job);
  }

  /** What comes to wait again after its job's time in queue is over must not wait for ever. */
  private void expireAgain(Job job, TransferStatus status) {
    if (status.isQueued() && status.sinceMs() >= timetable.expiresMs(job)) {
      timetable.expire(job);
    }
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
      if (job.terms.sole()) {
        destinations.add(part.destinationHash()[i]);
      }
      lines.enter(slot, Place.LAST);
    }
  }

  private void apply(TransferChanged changed) {
    int slot = rows.slot(changed.transfer());
    if (slot == Rows.NONE) {
      return;
    }
    Job job = rows.job(slot);
    TransferStatus status = changed.status();
    Place place = rows.state(slot) == TransferState.ON_HOLD ? Place.LAST : Place.FIRST;
    showing.touch(job);
    lines.leave(slot);
    count(job, rows.state(slot), -1);
    if (status.state().isTerminal() && !rows.state(slot).isTerminal()) {
      tally.end(job.terms.vo(), status.state());
      leaveDestination(slot, job);
    }
    rows.state(slot, status.state());
    rows.tries(slot, status.attempt(), status.retries());
    if (job.terms.staging()) {
      tapes.note(changed.transfer(), status);
    }
    count(job, status.state(), 1);
    atWork.follow(slot, job, status);
    if (!job.isEnded() && !running.containsKey(changed.transfer())) {
      settle(slot, status, place);
    }
    expireAgain(job, status);
    drop(job);
  }

  /** Where it waits; a transfer that is over, or set aside, waits nowhere. */
  private void settle(int slot, TransferStatus status, Place place) {
    if (status.retryAtMs() > status.sinceMs()) {
      lines.rest(slot);
      timetable.wake(slot, status.retryAtMs());
    } else {
      lines.enter(slot, place);
    }
  }

  /** Those of an ended job have all left with it. */
  private void leaveDestination(int slot, Job job) {
    if (job.terms.sole() && !job.isEnded()) {
      destinations.remove(rows.destination(slot));
    }
  }

  /** Nothing of it waits any more, and what is at work is to stop. */
  private void close(Job job) {
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      int slot = rows.slot(id);
      lines.leave(slot);
      if (job.terms.sole() && !rows.state(slot).isTerminal()) {
        destinations.remove(rows.destination(slot));
      }
      Running run = running.get(id);
      if (run != null) {
        run.stopping = true;
      }
    }
    drop(job);
  }

  /** Its deadline has passed, so that it does not hold up those that can still be met. */
  void late(Job job) {
    job.late();
    urge(job);
  }

  private void urge(Job job) {
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      lines.urge(rows.slot(id));
    }
  }

  private void drop(Job job) {
    if (!job.isAtRest() || jobs.remove(job.id()) == null) {
      return;
    }
    for (long id = job.first(); id < job.first() + job.transfers(); id++) {
      int slot = rows.slot(id);
      tally.count(job.terms.vo(), rows.state(slot), -1);
      rows.remove(slot);
      tapes.forget(id);
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
  public List<Shown> takeShown() {
    return showing.take();
  }

  public boolean knows(UUID job) {
    return jobs.containsKey(job) || submissions.has(job);
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

  /**
   * When the oldest transfer that waits for a place was accepted, by share, in milliseconds since
   * the epoch; a share of which none waits is absent.
   */
  public Map<Share, Long> oldestWaitingMs() {
    Map<Share, Long> oldest = new HashMap<>();
    scheduler.eachFirst(slot ->
        oldest.merge(
            scheduler.share(rows.share(slot)), rows.job(slot).record.acceptedMs(), Math::min));
    return oldest;
  }

  /** The link of a transfer at hand; empty for any other. */
  public Optional<Link> link(long transfer) {
    int slot = rows.slot(transfer);
    return slot == Rows.NONE ? Optional.empty() : Optional.of(scheduler.link(rows.link(slot)));
  }

  /** When a job at hand was accepted, in milliseconds since the epoch; 0 for any other. */
  public long acceptedMs(UUID job) {
    Job known = jobs.get(job);
    return known == null ? 0 : known.record.acceptedMs();
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  /** How many are being brought online. */
  int staging() {
    return lines.staging.busy();
  }

  Job jobOf(Running run) {
    return rows.job(rows.slot(run.transfer));
  }

  /** As {@link #waitingStatus(int)}, but in another state from now on. */
  TransferStatus waitingStatus(int slot, TransferState state, long nowMs) {
    TransferStatus status =
        TransferStatus.waiting(state, rows.attempt(slot), rows.retries(slot), nowMs);
    return status.with(tapes.of(rows.id(slot)));
  }

  /** The status of a transfer that waits, as far as its row remembers it. */
  TransferStatus waitingStatus(int slot) {
    return waitingStatus(slot, rows.state(slot), 0);
  }
}
