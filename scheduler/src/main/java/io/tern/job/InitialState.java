package io.tern.job;

/**
 * The state a transfer begins in; no record says so, the submission does.
 *
 * @param kind of the job
 * @param staging the job brings its sources online first
 * @param fanOut multiple replicas of one source: each destination is written
 */
public record InitialState(JobKind kind, boolean staging, boolean fanOut) {

  /**
   * @param index position in the job, from 0
   */
  public TransferState of(int index) {
    if (index > 0 && onlyFirstStarts()) {
      return TransferState.NOT_USED;
    }
    return released();
  }

  /** What a transfer becomes once its turn has come. */
  public TransferState released() {
    return staging ? TransferState.STAGING : TransferState.SUBMITTED;
  }

  private boolean onlyFirstStarts() {
    return kind == JobKind.MULTI_HOP || (kind == JobKind.MULTIPLE_REPLICA && !fanOut);
  }
}
