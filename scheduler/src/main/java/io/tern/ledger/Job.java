package io.tern.ledger;

import io.tern.job.InitialState;
import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.job.Urgency;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An unfinished job, and how many of its transfers are in which state. */
final class Job {

  final SubmittedJob terms;

  /** Where each part begins, by index of its first transfer. */
  private final int[] partStarts;

  private final int[] counts = new int[Ledger.STATES.length];
  LedgerRecord.JobChanged record;

  /** Attempts at work, cancelled ones that are not at rest yet among them. */
  int running;

  @Nullable JobState shown;

  /** When it was foretold to be over as this leader accepted it; 0 for not at all. */
  long foreseenMs;

  /** Its deadline has passed: it goes before nobody for it. */
  private boolean late;

  Job(SubmittedJob terms, int[] partStarts, LedgerRecord.JobChanged record) {
    this.terms = terms;
    this.partStarts = partStarts;
    this.record = record;
  }

  UUID id() {
    return record.job();
  }

  long first() {
    return record.firstTransfer();
  }

  int transfers() {
    return record.transfers();
  }

  /** The part that holds the transfer at {@code index}. */
  int partOf(int index) {
    int found = Arrays.binarySearch(partStarts, index);
    return found >= 0 ? found : -found - 2;
  }

  int partStart(int part) {
    return partStarts[part];
  }

  /** How urgent its transfers are among those of their share. */
  Urgency urgency() {
    return new Urgency(record.priority(), late ? Urgency.NO_DEADLINE : terms.deadlineMs());
  }

  void late() {
    late = true;
  }

  boolean isEnded() {
    return record.ended() != null;
  }

  /** Ended, all ends told, and nothing of it is at work anywhere. */
  boolean isAtRest() {
    return isEnded() && running == 0 && record.untold() == 0;
  }

  /** How many transfers come to their end by the job's end alone. */
  int endingWith(JobState end) {
    int open =
        transfers()
            - in(TransferState.FINISHED)
            - in(TransferState.FAILED)
            - in(TransferState.CANCELED);
    return switch (end) {
      case FINISHED -> 0;
      case CANCELED -> open;
      default -> open - in(TransferState.NOT_USED);
    };
  }

  InitialState initial() {
    return new InitialState(terms.kind(), terms.staging(), terms.fanOut());
  }

  boolean isChain() {
    return terms.kind() == JobKind.MULTI_HOP;
  }

  boolean isReplicas() {
    return terms.kind() == JobKind.MULTIPLE_REPLICA;
  }

  void count(TransferState state, int change) {
    counts[state.ordinal()] += change;
  }

  int in(TransferState state) {
    return counts[state.ordinal()];
  }

  /** Neither over nor set aside: they will still change by themselves. */
  int pending() {
    return transfers()
        - in(TransferState.FINISHED)
        - in(TransferState.FAILED)
        - in(TransferState.CANCELED)
        - in(TransferState.NOT_USED);
  }

  /** Not over: they will still change, or wait for others of their job. */
  int unfinished() {
    return transfers()
        - in(TransferState.FINISHED)
        - in(TransferState.FAILED)
        - in(TransferState.CANCELED);
  }

  /** What FTS shows as {@code job_state} (its section on deriving job states). */
  JobState state() {
    if (record.ended() != null) {
      return record.ended();
    }
    int atWork = in(TransferState.READY) + in(TransferState.ACTIVE);
    if (atWork > 0) {
      return JobState.ACTIVE;
    }
    if (in(TransferState.ARCHIVING) > 0 && in(TransferState.ARCHIVING) == pending()) {
      return JobState.ARCHIVING;
    }
    if (in(TransferState.FINISHED) + in(TransferState.FAILED) + in(TransferState.ARCHIVING) > 0) {
      return JobState.ACTIVE;
    }
    int staging =
        in(TransferState.STAGING) + in(TransferState.STARTED) + in(TransferState.ON_HOLD_STAGING);
    return staging > 0 ? JobState.STAGING : JobState.SUBMITTED;
  }

  /**
   * How the job ends with what its transfers came to; null while some are pending. A chain ends
   * with the first hop that does not succeed.
   */
  @Nullable JobState ending() {
    boolean broken = isChain() && in(TransferState.FAILED) + in(TransferState.CANCELED) > 0;
    if (pending() > 0 && !broken) {
      return null;
    }
    int finished = in(TransferState.FINISHED);
    int failed = in(TransferState.FAILED);
    int canceled = in(TransferState.CANCELED);
    if (isReplicas()) {
      return replicasEnding(finished, failed);
    }
    if (isChain()) {
      return chainEnding(finished, failed);
    }
    if (finished == transfers()) {
      return JobState.FINISHED;
    }
    if (failed > 0) {
      return finished > 0 ? JobState.FINISHEDDIRTY : JobState.FAILED;
    }
    return canceled > 0 ? JobState.CANCELED : JobState.FAILED;
  }

  private static JobState replicasEnding(int finished, int failed) {
    if (finished > 0) {
      return JobState.FINISHED;
    }
    return failed > 0 ? JobState.FAILED : JobState.CANCELED;
  }

  private JobState chainEnding(int finished, int failed) {
    if (finished == transfers()) {
      return JobState.FINISHED;
    }
    return failed > 0 ? JobState.FAILED : JobState.CANCELED;
  }
}
