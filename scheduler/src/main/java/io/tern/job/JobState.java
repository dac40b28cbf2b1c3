package io.tern.job;

/** The states of a job, by FTS's names ({@code job_state}). */
public enum JobState {
  STAGING,
  SUBMITTED,
  READY,
  ACTIVE,
  ARCHIVING,
  FINISHED,
  FAILED,
  FINISHEDDIRTY,
  CANCELED;

  public boolean isTerminal() {
    return this == FINISHED || this == FAILED || this == FINISHEDDIRTY || this == CANCELED;
  }

  /**
   * What a transfer is once its job has come to this end without it: nothing waits or runs any
   * more. What was left over when the job was done, or was never reached before it failed, is
   * NOT_USED.
   *
   * @param own the transfer's own last state, not a terminal one
   */
  public TransferState leaves(TransferState own) {
    return switch (this) {
      case FINISHED -> TransferState.NOT_USED;
      case CANCELED -> TransferState.CANCELED;
      default -> own == TransferState.NOT_USED ? own : TransferState.FAILED;
    };
  }
}
