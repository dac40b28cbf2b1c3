package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.StorageException;
import io.vertx.core.Future;

/** Failures of the storage port as values. */
final class Failures {
  private Failures() {}

  /** What a storage said, or that Tern itself is at fault. */
  static Failure of(Throwable cause) {
    return cause instanceof StorageException storage
        ? storage.failure()
        : new Failure(
            FailureClass.ORCHESTRATOR,
            Side.GENERAL_FAILURE,
            Phase.TRANSFER,
            true,
            "Unexpected " + cause);
  }

  /** A request about a file does not know which side that file is on; who asked does. */
  static Throwable at(Limit step, Throwable cause) {
    if (!(cause instanceof StorageException storage)
        || storage.failure().side() != Side.GENERAL_FAILURE) {
      return cause;
    }
    return storage.at(step.side(), step.phase());
  }

  static boolean is(Throwable cause, FailureClass kind) {
    return cause instanceof StorageException storage && storage.failure().failureClass() == kind;
  }

  /** Whether a storage does not take what it was shown. */
  static boolean isRefusal(Failure failure) {
    return failure.failureClass() == FailureClass.PERMISSION
        || failure.failureClass() == FailureClass.CREDENTIAL;
  }

  /** Whether the request may have had its effect though no answer was heard. */
  static boolean unheard(Throwable cause) {
    return is(cause, FailureClass.TIMEOUT) || is(cause, FailureClass.INTERRUPTED);
  }

  static <T> Future<T> future(Failure failure) {
    return Future.failedFuture(new StorageException(failure));
  }
}
