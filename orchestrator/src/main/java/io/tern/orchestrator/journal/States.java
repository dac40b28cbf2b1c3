package io.tern.orchestrator.journal;

import io.tern.job.JobKind;
import io.tern.job.JobState;
import io.tern.job.TransferState;
import io.tern.orchestrator.journal.wire.Kind;
import io.tern.orchestrator.journal.wire.State;

/** States and kinds between the core's words and the wire's numbers. */
public final class States {
  private States() {}

  public static State wire(TransferState state) {
    return State.valueOf(state.name());
  }

  public static State wire(JobState state) {
    return State.valueOf(state.name());
  }

  /** The state's own name is the wire's; a number of a later format is refused. */
  public static TransferState transfer(State state) {
    return TransferState.valueOf(state.name());
  }

  public static JobState job(State state) {
    return JobState.valueOf(state.name());
  }

  public static Kind wire(JobKind kind) {
    return Kind.valueOf(kind.name());
  }

  public static JobKind kind(Kind kind) {
    return JobKind.valueOf(kind.name());
  }
}
