package io.tern.ledger;

import io.tern.job.TransferState;

/**
 * Where a transfer stands. Times are milliseconds since the epoch, 0 for none.
 *
 * @param attempt number of the latest attempt, from 1; 0 before the first
 * @param retries failed attempts that were tried again
 * @param unknowns attempts in a row whose end nobody heard
 * @param sinceMs of the state
 * @param retryAtMs until when a SUBMITTED transfer rests after a failure
 * @param startMs of the latest attempt
 * @param agent who drives the latest attempt; {@link AgentId#NOBODY} while none could be found
 * @param stopping cancelled, but its agent has not said yet that the copy is at rest
 * @param bytes copied
 * @param size as found at the source
 */
public record TransferStatus(
    TransferState state,
    int attempt,
    int retries,
    int unknowns,
    long sinceMs,
    long retryAtMs,
    long startMs,
    long finishMs,
    AgentId agent,
    boolean stopping,
    String reason,
    boolean recoverable,
    long bytes,
    long size,
    String checksum,
    Held held,
    Tape tape) {
  /** When staging and archiving began and ended, 0 for not. */
  public record Tape(long stagingStart, long stagingEnd, long archiveStart, long archiveEnd) {
    public static final Tape NONE = new Tape(0, 0, 0, 0);
  }

  /** Untouched since it was submitted or released. */
  static TransferStatus fresh(TransferState state, long nowMs) {
    return new TransferStatus(
        state,
        0,
        0,
        0,
        nowMs,
        0,
        0,
        0,
        AgentId.NOBODY,
        false,
        "",
        false,
        0,
        0,
        "",
        Held.UNKNOWN,
        Tape.NONE);
  }

  /** A row's memory of earlier attempts. */
  static TransferStatus waiting(TransferState state, int attempt, int retries, long sinceMs) {
    return new TransferStatus(
        state,
        attempt,
        retries,
        0,
        sinceMs,
        0,
        0,
        0,
        AgentId.NOBODY,
        false,
        "",
        false,
        0,
        0,
        "",
        Held.UNKNOWN,
        Tape.NONE);
  }

  /** What its attempt is, or was, to do. */
  Task task() {
    if (tape.archiveStart > 0) {
      return Task.WATCH_ARCHIVE;
    }
    return tape.stagingStart > 0 && tape.stagingEnd == 0 ? Task.BRING_ONLINE : Task.COPY;
  }

  /** It waits for its turn, or for an agent; what it may have begun is not at work. */
  boolean isQueued() {
    return switch (state) {
      case SUBMITTED, STAGING, FORCE_START, ON_HOLD, ON_HOLD_STAGING -> true;
      case READY, ACTIVE -> agent.equals(AgentId.NOBODY);
      default -> false;
    };
  }

  TransferStatus begun(TransferState next, AgentId by, int number, long nowMs) {
    return new TransferStatus(
        next, number, retries, unknowns, nowMs, 0, nowMs, 0, by, false, "", false, 0, size, "",
        held, tape);
  }

  TransferStatus active(Held found, long sourceSize, long nowMs) {
    return new TransferStatus(
        TransferState.ACTIVE,
        attempt,
        retries,
        unknowns,
        nowMs,
        0,
        startMs,
        0,
        agent,
        false,
        "",
        false,
        0,
        sourceSize,
        "",
        found,
        tape);
  }

  TransferStatus finished(Outcome.Done done, long nowMs) {
    return copied(TransferState.FINISHED, attempt, agent, done, tape, nowMs);
  }

  /** Copied, and now to be watched until it is on tape: a new attempt, for any agent. */
  TransferStatus archiving(Outcome.Done done, long nowMs) {
    var times = new Tape(tape.stagingStart, tape.stagingEnd, nowMs, 0);
    return copied(TransferState.ARCHIVING, attempt + 1, AgentId.NOBODY, done, times, nowMs);
  }

  TransferStatus archived(long nowMs) {
    var times = new Tape(tape.stagingStart, tape.stagingEnd, tape.archiveStart, nowMs);
    var done = new Outcome.Done(bytes, size, checksum);
    return copied(TransferState.FINISHED, attempt, agent, done, times, nowMs);
  }

  private TransferStatus copied(
      TransferState end, int number, AgentId by, Outcome.Done done, Tape times, long nowMs) {
    return new TransferStatus(
        end,
        number,
        retries,
        0,
        nowMs,
        0,
        startMs,
        nowMs,
        by,
        false,
        "",
        false,
        done.bytes(),
        done.size(),
        done.checksum(),
        Held.UNKNOWN,
        times);
  }

  /** On disk: its copy may begin. */
  TransferStatus online(long nowMs) {
    return waiting(TransferState.SUBMITTED, attempt, retries, nowMs)
        .with(new Tape(tape.stagingStart, nowMs, 0, 0));
  }

  TransferStatus failed(String why, boolean mayRetry, long nowMs) {
    return new TransferStatus(
        TransferState.FAILED,
        attempt,
        retries,
        0,
        nowMs,
        0,
        startMs,
        nowMs,
        agent,
        false,
        why,
        mayRetry,
        bytes,
        size,
        checksum,
        Held.UNKNOWN,
        tape);
  }

  TransferStatus retrying(TransferState next, String why, long atMs, long nowMs) {
    return new TransferStatus(
        next,
        attempt,
        retries + 1,
        0,
        nowMs,
        atMs,
        0,
        0,
        AgentId.NOBODY,
        false,
        why,
        true,
        0,
        size,
        "",
        Held.UNKNOWN,
        tape);
  }

  /** The next attempt, for an agent yet to be found, after one whose end nobody heard. */
  TransferStatus unheard(long nowMs) {
    return new TransferStatus(
        TransferState.READY,
        attempt + 1,
        retries,
        unknowns + 1,
        nowMs,
        0,
        nowMs,
        0,
        AgentId.NOBODY,
        false,
        "",
        false,
        0,
        size,
        "",
        held,
        tape);
  }

  /** The same task once more, for an agent yet to be found. */
  TransferStatus again(TransferState next, long nowMs) {
    return new TransferStatus(
        next,
        attempt + 1,
        retries,
        unknowns,
        nowMs,
        0,
        nowMs,
        finishMs,
        AgentId.NOBODY,
        false,
        reason,
        false,
        bytes,
        size,
        checksum,
        held,
        tape);
  }

  TransferStatus givenBack(TransferState next, String why, long atMs, long nowMs) {
    return new TransferStatus(
        next,
        attempt,
        retries,
        0,
        nowMs,
        atMs,
        0,
        0,
        AgentId.NOBODY,
        false,
        why,
        true,
        0,
        size,
        "",
        Held.UNKNOWN,
        tape);
  }

  TransferStatus given(AgentId next, long nowMs) {
    return new TransferStatus(
        state, attempt, retries, unknowns, nowMs, 0, nowMs, finishMs, next, false, reason, false,
        bytes, size, checksum, held, tape);
  }

  TransferStatus canceled(String why, boolean stillStopping, long nowMs) {
    return new TransferStatus(
        TransferState.CANCELED,
        attempt,
        retries,
        unknowns,
        nowMs,
        0,
        startMs,
        nowMs,
        agent,
        stillStopping,
        why,
        false,
        bytes,
        size,
        checksum,
        held,
        tape);
  }

  /** Cancelled before, and now no copy of it is at work any more. */
  TransferStatus atRest(long nowMs) {
    return canceled(reason, false, nowMs);
  }

  TransferStatus because(String why) {
    return new TransferStatus(
        state,
        attempt,
        retries,
        unknowns,
        sinceMs,
        retryAtMs,
        startMs,
        finishMs,
        agent,
        stopping,
        why,
        recoverable,
        bytes,
        size,
        checksum,
        held,
        tape);
  }

  TransferStatus with(Tape times) {
    return new TransferStatus(
        state,
        attempt,
        retries,
        unknowns,
        sinceMs,
        retryAtMs,
        startMs,
        finishMs,
        agent,
        stopping,
        reason,
        recoverable,
        bytes,
        size,
        checksum,
        held,
        times);
  }
}
