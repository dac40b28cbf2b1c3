package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;

/** Why an attempt must end before its time; a later one counts more. */
enum Interruption {
  STOPPED("stopped as asked"),
  HANDED_OVER("the agent is drained"),
  LEASE_ENDED("the agent's lease has ended"),
  OVERDUE("the attempt took longer than all of its steps may");

  private final String reason;

  Interruption(String reason) {
    this.reason = reason;
  }

  /**
   * For an attempt that has to be tried again elsewhere. Only what was overdue counts as a failure
   * of the transfer; the coordinator knows the others by class, side and phase.
   */
  Failure failure() {
    FailureClass kind = this == OVERDUE ? FailureClass.TIMEOUT : FailureClass.ORCHESTRATOR;
    return new Failure(kind, Side.GENERAL_FAILURE, Phase.TRANSFER_SERVICE, true, reason);
  }
}
