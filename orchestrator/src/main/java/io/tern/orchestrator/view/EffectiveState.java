package io.tern.orchestrator.view;

import io.tern.job.InitialState;
import io.tern.job.JobState;
import io.tern.orchestrator.journal.States;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
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
   */
  public static State initial(JobHeader header, int index) {
    boolean staging = header.getBringOnlineS() > 0 || header.getCopyPinLifetimeS() > 0;
    return States.wire(
        new InitialState(States.kind(header.getKind()), staging, header.getFanOut()).of(index));
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
    JobState end = job.getCancel() ? JobState.CANCELED : States.job(job.getState());
    return States.wire(end.leaves(States.transfer(own)));
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
      JobHeader header, JobRecord job, int index, @Nullable TransferRecord record) {
    TransferRecord own = record == null ? untouched(header, job, index) : record;
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

  private static TransferRecord untouched(JobHeader header, JobRecord job, int index) {
    return TransferRecord.newBuilder()
        .setState(initial(header, index))
        .setSinceMs(job.getAcceptedMs())
        .build();
  }
}
