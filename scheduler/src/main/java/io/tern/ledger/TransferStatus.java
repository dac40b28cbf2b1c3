package io.tern.ledger;

import io.tern.job.TransferState;
import org.jspecify.annotations.Nullable;

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
 * @param inTheWay FAILED: the destination's file that might not be overwritten, where the job asks
 *     for a report of it
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
    Tape tape,
    @Nullable DestinationFile inTheWay) {
  /**
   * When staging and archiving began and ended, 0 for not.
   *
   * @param evicted it has left the disk before its copy began, and was or is to be staged again
   * @param request by which its tape system stages or has staged it, empty for none
   */
  public record Tape(
      long stagingStart,
      long stagingEnd,
      long archiveStart,
      long archiveEnd,
      boolean evicted,
      String request) {
    public static final Tape NONE = new Tape(0, 0, 0, 0, false, "");
    static final Tape EVICTED = new Tape(0, 0, 0, 0, true, "");

    Tape stagingFrom(long nowMs) {
      return new Tape(nowMs, 0, 0, 0, evicted, request);
    }

    Tape stagedBy(long nowMs) {
      return new Tape(stagingStart, nowMs, 0, 0, evicted, request);
    }

    Tape archivingFrom(long nowMs) {
      return new Tape(stagingStart, stagingEnd, nowMs, 0, evicted, request);
    }

    Tape archivedBy(long nowMs) {
      return new Tape(stagingStart, stagingEnd, archiveStart, nowMs, evicted, request);
    }

    private Tape asked(String by) {
      return new Tape(stagingStart, stagingEnd, archiveStart, archiveEnd, evicted, by);
    }

    /** By a request that has failed a file it is not to be had any more. */
    private Tape afterFailure() {
      return stagingEnd > 0 ? this : asked("");
    }
  }

  private static final TransferStatus UNTOUCHED =
      new TransferStatus(
          TransferState.SUBMITTED,
          0,
          0,
          0,
          0,
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
          Tape.NONE,
          null);

  /** Untouched since it was submitted or released. */
  static TransferStatus fresh(TransferState state, long nowMs) {
    return waiting(state, 0, 0, nowMs);
  }

  /** A row's memory of earlier attempts. */
  static TransferStatus waiting(TransferState state, int attempt, int retries, long sinceMs) {
    return UNTOUCHED.change(state, sinceMs).attempt(attempt).retries(retries).made();
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
    return change(next, nowMs)
        .attempt(number)
        .by(by)
        .ran(nowMs, 0)
        .copied(0, size, "")
        .says("", false)
        .made();
  }

  TransferStatus active(Held found, long sourceSize, long nowMs) {
    return change(TransferState.ACTIVE, nowMs)
        .ran(startMs, 0)
        .copied(0, sourceSize, "")
        .says("", false)
        .held(found)
        .made();
  }

  TransferStatus finished(Outcome.Done done, long nowMs) {
    return copied(TransferState.FINISHED, done, nowMs).made();
  }

  /** Copied, and now to be watched until it is on tape: a new attempt, for any agent. */
  TransferStatus archiving(Outcome.Done done, long nowMs) {
    return copied(TransferState.ARCHIVING, done, nowMs)
        .attempt(attempt + 1)
        .by(AgentId.NOBODY)
        .tape(tape.archivingFrom(nowMs))
        .made();
  }

  TransferStatus archived(long nowMs) {
    return copied(TransferState.FINISHED, new Outcome.Done(bytes, size, checksum), nowMs)
        .tape(tape.archivedBy(nowMs))
        .made();
  }

  private StatusChange copied(TransferState end, Outcome.Done done, long nowMs) {
    return change(end, nowMs)
        .unknowns(0)
        .ran(startMs, nowMs)
        .copied(done.bytes(), done.size(), done.checksum())
        .says("", false)
        .held(Held.UNKNOWN);
  }

  /** Its tape system is at work on it, by a request of that name. */
  TransferStatus asked(String request) {
    return with(tape.asked(request));
  }

  /** On disk: its copy may begin. */
  TransferStatus online(long nowMs) {
    return waiting(TransferState.SUBMITTED, attempt, retries, nowMs).with(tape.stagedBy(nowMs));
  }

  TransferStatus failed(String why, boolean mayRetry, long nowMs) {
    return change(TransferState.FAILED, nowMs)
        .unknowns(0)
        .ran(startMs, nowMs)
        .says(why, mayRetry)
        .held(Held.UNKNOWN)
        .made();
  }

  TransferStatus blockedBy(@Nullable DestinationFile found) {
    return new StatusChange(this).inTheWay(found).made();
  }

  TransferStatus retrying(TransferState next, String why, long atMs, long nowMs) {
    return resting(next, why, atMs, nowMs).retries(retries + 1).tape(tape.afterFailure()).made();
  }

  TransferStatus givenBack(TransferState next, String why, long atMs, long nowMs) {
    return resting(next, why, atMs, nowMs).made();
  }

  /** It has left the disk before its copy began: staged once more, which costs no retry. */
  TransferStatus evicted(String why, long nowMs) {
    return resting(TransferState.STAGING, why, 0, nowMs).tape(Tape.EVICTED).made();
  }

  private StatusChange resting(TransferState next, String why, long atMs, long nowMs) {
    return change(next, nowMs)
        .unknowns(0)
        .retryAt(atMs)
        .ran(0, 0)
        .by(AgentId.NOBODY)
        .copied(0, size, "")
        .says(why, true)
        .held(Held.UNKNOWN);
  }

  /** The next attempt, for an agent yet to be found, after one whose end nobody heard. */
  TransferStatus unheard(long nowMs) {
    return change(TransferState.READY, nowMs)
        .attempt(attempt + 1)
        .unknowns(unknowns + 1)
        .ran(nowMs, 0)
        .by(AgentId.NOBODY)
        .copied(0, size, "")
        .says("", false)
        .made();
  }

  /** The same task once more, for an agent yet to be found. */
  TransferStatus again(TransferState next, long nowMs) {
    return change(next, nowMs).attempt(attempt + 1).ran(nowMs, finishMs).by(AgentId.NOBODY).made();
  }

  TransferStatus given(AgentId next, long nowMs) {
    return change(state, nowMs).ran(nowMs, finishMs).by(next).made();
  }

  TransferStatus canceled(String why, boolean stillStopping, long nowMs) {
    return change(TransferState.CANCELED, nowMs)
        .ran(startMs, nowMs)
        .says(why, false)
        .stopping(stillStopping)
        .made();
  }

  /** Cancelled before; its agent is done with it, and a copy of it may be at work all the same. */
  TransferStatus leftRunning() {
    return new StatusChange(this).unknowns(unknowns + 1).by(AgentId.NOBODY).made();
  }

  /** Cancelled before, and now no copy of it is at work any more. */
  TransferStatus atRest(long nowMs) {
    return canceled(reason, false, nowMs);
  }

  TransferStatus because(String why) {
    return new StatusChange(this).says(why, recoverable).made();
  }

  TransferStatus with(Tape times) {
    return new StatusChange(this).tape(times).made();
  }

  /**
   * To another state: it rests no more, stops no more, is not known to be worth a retry, and
   * nothing is known to be in its way.
   */
  private StatusChange change(TransferState next, long nowMs) {
    return new StatusChange(this)
        .state(next, nowMs)
        .retryAt(0)
        .says(reason, false)
        .stopping(false)
        .inTheWay(null);
  }
}
