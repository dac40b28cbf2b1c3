package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.util.Optional;

/** The work of one attempt, by its task. Everything happens on the attempt's loop. */
interface Run {
  /** Does the work; never fails. */
  Future<Outcome> run();

  /** What to answer instead of beginning while a storage that it needs is left alone. */
  default Optional<Outcome> leftAlone() {
    return Optional.empty();
  }

  /** The attempt was interrupted: lets go of what is under way. */
  default void interrupted() {}

  /** What can be said of an attempt that has to be given up as it is. */
  Outcome overdue();

  static Run of(Attempt attempt) {
    try {
      return switch (attempt.start().getTask()) {
        case COPY -> new CopyRun(attempt, Ends.of(attempt));
        case BRING_ONLINE, WATCH_ARCHIVE -> new TapeRun(attempt);
        case TASK_UNSPECIFIED, UNRECOGNIZED -> new Refusal(unknownTask());
      };
    } catch (StorageException e) {
      return attempt.start().getAfterUnknown()
          ? new Settling(attempt, e.failure())
          : new Refusal(e.failure());
    }
  }

  private static Failure unknownTask() {
    return new Failure(
        FailureClass.UNSUPPORTED,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER_SERVICE,
        true,
        "The agent does not know this task");
  }

  /** An attempt that cannot even begin. */
  record Refusal(Failure failure) implements Run {
    @Override
    public Future<Outcome> run() {
      return Future.succeededFuture(overdue());
    }

    @Override
    public Outcome overdue() {
      return new Outcome.Failed(failure);
    }
  }
}
