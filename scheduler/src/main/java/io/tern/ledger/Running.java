package io.tern.ledger;

import io.tern.job.Failure;
import org.jspecify.annotations.Nullable;

/** An attempt at work, or one that is to be made as soon as there is an agent for it. */
final class Running {
  final long transfer;
  final Task task;
  TransferStatus status;

  /** It or its job was cancelled; its agent has been told to stop or will be. */
  boolean stopping;

  /** Moved so far, by its agent's last word to this leader. */
  long bytes;

  /** The attempt that was told to stop since it all but stood still; 0 for none. */
  private int stalledAttempt;

  private @Nullable Failure stall;

  Running(long transfer, Task task, TransferStatus status) {
    this.transfer = transfer;
    this.task = task;
    this.status = status;
  }

  /** Whether it has been given to an agent, which may be lost. */
  boolean hasAgent() {
    return !status.agent().equals(AgentId.NOBODY);
  }

  /** The present attempt was told to stop, since it all but stands still. */
  void stalled(Failure failure) {
    stalledAttempt = status.attempt();
    stall = failure;
  }

  boolean isStalled() {
    return stall != null && stalledAttempt == status.attempt();
  }

  /** What its agent's word means: to have been stopped for standing still is to have failed. */
  Outcome meant(Outcome said) {
    return said instanceof Outcome.Stopped && isStalled() && stall != null
        ? new Outcome.Failed(stall, bytes)
        : said;
  }

  boolean isOf(AgentId agent, int attempt) {
    return status.attempt() == attempt && status.agent().equals(agent);
  }
}
