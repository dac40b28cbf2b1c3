package io.tern.ledger;

import io.tern.timer.Deadlines;
import java.util.Map;

/**
 * What falls due in a ledger, and when. Entries are made by what is applied, so every node has
 * them; only the leader takes them. What means nothing any more is swept out before there is much
 * of it.
 */
final class Timetable {
  /** The rest after a failure is over. */
  static final int WAKE = 1;

  /** The job's time in queue is over. */
  static final int EXPIRE = 2;

  /** The attempt's agent should have ended it. */
  static final int RUN_LIMIT = 3;

  /** A copy of which nothing is heard has had time to come to rest. */
  static final int SETTLE = 4;

  /** The job's deadline has passed. */
  static final int MISS = 5;

  /** Transfer ids are below 2^53; a wake carries the low bits of its attempt above. */
  private static final int TRANSFER_BITS = 53;

  private static final int WAKE_ATTEMPTS = 0x3ff;
  private static final int LEAST_SWEPT = 1 << 12;

  private final Rules rules;
  private final JobDefaults defaults;
  private final Rows rows;
  private final Map<Long, Running> running;
  private final Deadlines deadlines = new Deadlines();
  private int sweepAt = LEAST_SWEPT;

  Timetable(Rules rules, JobDefaults defaults, Rows rows, Map<Long, Running> running) {
    this.rules = rules;
    this.defaults = defaults;
    this.rows = rows;
    this.running = running;
  }

  void wake(int slot, long atMs) {
    at(atMs, WAKE, wakeOf(slot));
  }

  void expire(Job job) {
    at(expiresMs(job), EXPIRE, job.first());
  }

  void miss(Job job) {
    if (job.terms.hasDeadline()) {
      at(job.terms.deadlineMs(), MISS, job.first());
    }
  }

  void limit(int slot, TransferStatus status) {
    at(runLimitMs(slot, status), RUN_LIMIT, rows.id(slot));
  }

  /** Once more, since limits may have changed. */
  void limit(Running run) {
    limit(rows.slot(run.transfer), run.status);
  }

  void settle(long transfer, long nowMs) {
    at(nowMs + rules.settleMs(), SETTLE, transfer);
  }

  private void at(long dueMs, int kind, long ref) {
    if (deadlines.size() >= sweepAt) {
      deadlines.keep(this::means);
      sweepAt = Math.max(LEAST_SWEPT, 2 * deadlines.size());
    }
    deadlines.at(dueMs, kind, ref);
  }

  private boolean means(long dueMs, int kind, long ref) {
    long transfer = ref & (1L << TRANSFER_BITS) - 1;
    int slot = rows.slot(transfer);
    Running run = running.get(transfer);
    return slot != Rows.NONE
        && switch (kind) {
          case WAKE -> rows.is(slot, Rows.RESTING) && ref == wakeOf(slot);
          case RUN_LIMIT -> run != null && dueMs == runLimitMs(slot, run.status);
          case SETTLE -> run != null;
          default -> !rows.job(slot).isEnded();
        };
  }

  /** Each rest follows an attempt of its own, so an old wake is told from the current one. */
  private long wakeOf(int slot) {
    return rows.id(slot) | (long) (rows.attempt(slot) & WAKE_ATTEMPTS) << TRANSFER_BITS;
  }

  /** Takes one entry that is due, if there is one, for the accessors to tell. */
  boolean due(long nowMs) {
    return deadlines.due(nowMs);
  }

  /** The kind of the entry taken last. */
  int kind() {
    return deadlines.kind();
  }

  /** The transfer of the entry taken last; a job's first for a job. */
  long transfer() {
    return deadlines.ref() & (1L << TRANSFER_BITS) - 1;
  }

  /** Whether the wake taken last ends the rest that the transfer takes now. */
  boolean wakes(int slot) {
    return deadlines.ref() == wakeOf(slot);
  }

  long nextMs() {
    return deadlines.nextMs();
  }

  int size() {
    return deadlines.size();
  }

  /** When what still queues of a job is cancelled. */
  long expiresMs(Job job) {
    return defaults.expiresMs(job);
  }

  /** Until when an attempt's agent should have ended it; after that it is given up. */
  long runLimitMs(int slot, TransferStatus status) {
    SubmittedJob terms = rows.job(slot).terms;
    long limit =
        switch (status.state()) {
          case STARTED -> stagingMs(terms) + rules.copyGraceMs();
          case ARCHIVING -> terms.archiveTimeoutS() * 1000L + rules.copyGraceMs();
          default -> copyLimitMs(terms, Math.max(rows.bytes(slot), status.size()));
        };
    return status.sinceMs() + limit;
  }

  private long copyLimitMs(SubmittedJob terms, long bytes) {
    return rules.copyLimitMs(defaults.timeoutS(terms, bytes), bytes);
  }

  long stagingMs(SubmittedJob terms) {
    int asked = terms.bringOnlineS();
    return asked > 0 ? asked * 1000L : rules.defaultStagingMs();
  }
}
