package io.tern.storage;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;

/** A storage's refusal or failure, classified once where it entered. Has no stack trace. */
public final class StorageException extends Exception {
  private final Failure failure;

  public StorageException(Failure failure) {
    super(failure.text(), null, false, false);
    this.failure = failure;
  }

  /**
   * The same, told of this side and phase. A file that is gone right after its copy is worth
   * another attempt.
   */
  public StorageException at(Side side, Phase phase) {
    boolean vanished =
        failure.failureClass() == FailureClass.NOT_FOUND && phase == Phase.TRANSFER_FINALIZATION;
    return new StorageException(
        new Failure(
            failure.failureClass(),
            side,
            phase,
            failure.retryable() || vanished,
            failure.message()));
  }

  public Failure failure() {
    return failure;
  }
}
