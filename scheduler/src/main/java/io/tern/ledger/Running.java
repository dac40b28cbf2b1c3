package io.tern.ledger;

/** An attempt at work, or one that is to be made as soon as there is an agent for it. */
final class Running {
  final long transfer;
  final Task task;
  TransferStatus status;

  /** It or its job was cancelled; its agent has been told to stop or will be. */
  boolean stopping;

  /** Moved so far, by its agent's last word to this leader. */
  long bytes;

  Running(long transfer, Task task, TransferStatus status) {
    this.transfer = transfer;
    this.task = task;
    this.status = status;
  }

  /** Whether it has been given to an agent, which may be lost. */
  boolean hasAgent() {
    return !status.agent().equals(AgentId.NOBODY);
  }

  boolean isOf(AgentId agent, int attempt) {
    return status.attempt() == attempt && status.agent().equals(agent);
  }
}
