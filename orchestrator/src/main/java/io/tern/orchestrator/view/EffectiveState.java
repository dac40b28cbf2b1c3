package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a transfer stands, computed from its own record and its job's. A transfer that nothing has
 * happened to has no record, and a job ends or is cancelled with one record for all its transfers.
 */
public final class EffectiveState {
  private EffectiveState() {}

  /**
   * The state before anything has happened: of replicas and hops only the first may run.
   *
   * @param index position in the job, from 0
   * @param fileIndex FTS's {@code file_index}, the same for replicas of one file
   */
  public static State initial(JobHeader header, int index, int fileIndex) {
    if (waitsForAnother(header.getKind(), index, fileIndex)) {
      return State.NOT_USED;
    }
    return header.getBringOnlineS() > 0 || header.getCopyPinLifetimeS() > 0
        ? State.STAGING
        : State.SUBMITTED;
  }

  private static boolean waitsForAnother(Kind kind, int index, int fileIndex) {
    return switch (kind) {
      case MULTIPLE_REPLICA -> index > 0;
      case MULTI_HOP -> fileIndex > 0;
      default -> false;
    };
  }

  /**
   * The state a reader sees. In a job that has ended or is cancelled nothing runs or waits: what
   * was under way is CANCELED with a cancelled job and FAILED with a failed one; what was left over
   * when the job was done, or was never reached before it failed, is NOT_USED.
   *
   * @param own the state in the transfer's record, or its initial one
   */
  public static State of(JobRecord job, State own) {
    if (isTerminal(own) || !(job.getCancel() || isTerminal(job.getState()))) {
      return own;
    }
    if (job.getState() == State.FINISHED) {
      return State.NOT_USED;
    }
    if (job.getCancel() || job.getState() == State.CANCELED) {
      return State.CANCELED;
    }
    return own == State.NOT_USED ? own : State.FAILED;
  }

  /** Of a job or a transfer. */
  public static boolean isTerminal(State state) {
    return switch (state) {
      case FINISHED, FAILED, CANCELED, FINISHEDDIRTY -> true;
      default -> false;
    };
  }

  /** The record a reader sees: {@link #of}, with the job's reason and end where those decide. */
  static TransferRecord seen(
      JobHeader header, JobRecord job, int index, int fileIndex, @Nullable TransferRecord record) {
    TransferRecord own = record == null ? untouched(header, job, index, fileIndex) : record;
    State state = of(job, own.getState());
    if (state == own.getState()) {
      return own;
    }
    return own.toBuilder()
        .setState(state)
        .setSinceMs(job.getFinishedMs())
        .setFinishMs(isTerminal(state) ? job.getFinishedMs() : own.getFinishMs())
        .setReason(isTerminal(state) ? job.getReason() : own.getReason())
        .setRetryAtMs(0)
        .build();
  }

  private static TransferRecord untouched(
      JobHeader header, JobRecord job, int index, int fileIndex) {
    return TransferRecord.newBuilder()
        .setState(initial(header, index, fileIndex))
        .setSinceMs(job.getAcceptedMs())
        .build();
  }
}
