package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.storage.Stat;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds a destination at rest after an attempt whose end nobody heard: unchanged over the time a
 * copy may outlive its connection. A storage that is away, is busy or says that an upload is in
 * progress is waited for, but not for long.
 */
final class Rest {
  /** Times {@link #quiet} that one attempt waits for a storage; its places are wanted elsewhere. */
  private static final int AWAY = 4;

  private final Ends ends;
  private final Duration quiet;
  private final Duration atMost;
  private Duration waited = Duration.ZERO;

  Rest(Ends ends, TimeLimits limits) {
    Duration outlives = ends.outlives();
    this.ends = ends;
    this.quiet = outlives.compareTo(limits.quiet()) > 0 ? outlives : limits.quiet();
    this.atMost = limits.quietAtMost().plus(quiet);
  }

  /** What is there once it no longer changes; fails when that takes too long. */
  Future<Optional<Stat>> found() {
    return look().compose(this::unchanged).recover(this::onceItIsBack);
  }

  /** Attempt after attempt would be used up within seconds while a storage starts anew. */
  private Future<Optional<Stat>> onceItIsBack(Throwable cause) {
    return mayPassSoon(cause) && waited.compareTo(quiet.multipliedBy(AWAY)) < 0
        ? pause().compose(v -> found())
        : Future.failedFuture(cause);
  }

  /** A look that timed out has waited already. */
  private static boolean mayPassSoon(Throwable cause) {
    return cause instanceof StorageException storage
        && storage.failure().retryable()
        && storage.failure().failureClass() != FailureClass.TIMEOUT;
  }

  /** The longest that {@link #found} may take, but for its looks. */
  Duration atMost() {
    return atMost;
  }

  private Future<Optional<Stat>> unchanged(Optional<Stat> before) {
    if (waited.compareTo(atMost) > 0) {
      return Failures.future(restless());
    }
    return pause()
        .compose(v -> look())
        .compose(now -> now.equals(before) ? Future.succeededFuture(now) : unchanged(now));
  }

  private Future<Void> pause() {
    waited = waited.plus(quiet);
    return ends.patience().pause(quiet);
  }

  private Future<Optional<Stat>> look() {
    return ends.lookAtDestination(Wanted.NOTHING);
  }

  private Failure restless() {
    return new Failure(
        FailureClass.TIMEOUT,
        Side.DESTINATION,
        Phase.TRANSFER_PREPARATION,
        true,
        "Destination still changes after " + atMost.toSeconds() + " s");
  }
}
