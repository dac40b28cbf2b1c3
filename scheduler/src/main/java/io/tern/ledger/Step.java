package io.tern.ledger;

import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.TransferChanged;
import io.tern.pilot.Lesson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What one step has decided so far. Each record has already changed the ledger when it is listed
 * here, so that the next decision of the step sees it.
 */
public final class Step {
  private final Ledger ledger;
  private final List<LedgerRecord> records = new ArrayList<>();
  private final List<SettingChanged> settings = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Lesson> lessons = new ArrayList<>();
  private final List<Hindsight> hindsights = new ArrayList<>();
  private final Set<Long> handedBack = new HashSet<>();
  private final Set<UUID> changedJobs = new HashSet<>();

  /** When it is decided, in milliseconds since the epoch; never less than the step before. */
  private final long nowMs;

  /** The same moment on this process's monotonic clock, in milliseconds. */
  private final long monoMs;

  Step(Ledger ledger, long nowMs, long monoMs) {
    this.ledger = ledger;
    this.nowMs = nowMs;
    this.monoMs = monoMs;
  }

  void record(LedgerRecord record) {
    records.add(record);
    if (record instanceof LedgerRecord.JobChanged changed) {
      changedJobs.add(changed.job());
    }
    if (record instanceof TransferChanged changed) {
      change(changed);
    } else {
      ledger.apply(record);
    }
  }

  private void change(TransferChanged changed) {
    int slot = ledger.rows.slot(changed.transfer());
    if (slot == Rows.NONE) {
      return;
    }
    TransferState before = ledger.rows.state(slot);
    ledger.apply(changed);
    if (Telling.isNews(ledger, changed, before)) {
      effects.add(Telling.of(ledger, slot, changed.status()));
    }
  }

  /** Tells the end of a transfer that ended with its job, if it did and has not been told. */
  void tellEnd(Job job, int index) {
    int slot = ledger.rows.slot(job.first() + index);
    if (Telling.endsWithJob(ledger, slot)) {
      effects.add(Telling.of(ledger, slot, Telling.end(ledger, slot)));
    }
  }

  /** As {@link #record}, for what is not in the journal. */
  void set(List<SettingChanged> changes) {
    settings.addAll(changes);
    ledger.apply(changes);
  }

  /** What was found of storages and links, for later leaders. */
  void learn(List<Lesson> found) {
    lessons.addAll(found);
  }

  /** What came of a job that has ended by this step, beside what was foretold. */
  void hindsight(Hindsight hindsight) {
    hindsights.add(hindsight);
  }

  /** An agent has given back its attempt of a transfer. */
  void handedBack(long transfer) {
    handedBack.add(transfer);
  }

  /** Whether a record of this step speaks of the job; it may have come and gone in it. */
  boolean hasChanged(UUID job) {
    return changedJobs.contains(job);
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void answer(Ask ask, int status, String message) {
    answer(ask, status, message, Affected.NOTHING);
  }

  void answer(Ask ask, int status, String message, Affected affected) {
    if (ask.awaited()) {
      effects.add(new Effect.Answer(ask, status, message, affected));
    }
  }

  public long nowMs() {
    return nowMs;
  }

  long monoMs() {
    return monoMs;
  }

  public List<LedgerRecord> records() {
    return records;
  }

  public List<Effect> effects() {
    return effects;
  }

  public List<Lesson> lessons() {
    return lessons;
  }

  /** Of each job that ended. */
  public List<Hindsight> hindsights() {
    return hindsights;
  }

  /** Transfers whose agents have given back their attempts, which costs no retry. */
  public Set<Long> handedBack() {
    return handedBack;
  }

  /** What of the settings it changed. */
  public List<SettingChanged> settings() {
    return settings;
  }

  /** Records, lessons and effects together, as a step's bound counts them. */
  public int size() {
    return records.size()
        + settings.size() * SettingChanged.RECORDS
        + lessons.size()
        + effects.size();
  }
}
