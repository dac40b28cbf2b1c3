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

  /** For an attempt that has to be tried again elsewhere. */
  Failure failure() {
    return new Failure(
        FailureClass.ORCHESTRATOR, Side.GENERAL_FAILURE, Phase.TRANSFER_SERVICE, true, reason);
  }
}
