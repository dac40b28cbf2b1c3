package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.storage.StorageException;
import java.time.Duration;

/** How long a step of an attempt may take, and who is to blame when it takes longer. */
record Limit(Duration time, Side side, Phase phase, String step) {
  /** For what ends by itself or by an interruption: a report waits at most for the lease's end. */
  static final Limit NONE =
      new Limit(Duration.ofDays(365), Side.GENERAL_FAILURE, Phase.TRANSFER_SERVICE, "A report");

  StorageException exceeded() {
    String message = step + " took longer than " + time.toSeconds() + " s";
    return new StorageException(new Failure(FailureClass.TIMEOUT, side, phase, true, message));
  }
}
