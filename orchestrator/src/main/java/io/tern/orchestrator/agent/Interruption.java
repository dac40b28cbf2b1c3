package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import java.time.Duration;

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

  /** Of an attempt that has left nothing behind: only what was overdue is its own failure. */
  Outcome withoutTraces() {
    return this == OVERDUE
        ? new Outcome.Failed(failure())
        : new Outcome.HandedBack(reason, Duration.ZERO);
  }

  Failure failure() {
    FailureClass kind = this == OVERDUE ? FailureClass.TIMEOUT : FailureClass.ORCHESTRATOR;
    return new Failure(kind, Side.GENERAL_FAILURE, Phase.TRANSFER_SERVICE, true, reason);
  }
}
