package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * An attempt that may open nothing, after one whose end nobody heard: it cannot look, but gives the
 * destination free only when that one's copy must have come to rest.
 */
record Settling(Attempt attempt, Failure failure) implements Run {

  @Override
  public Future<Outcome> run() {
    return settle().<Outcome>map(v -> new Outcome.Failed(failure)).recover(cut -> cutShort());
  }

  private Future<Void> settle() {
    Duration rest = attempt.means().quiet(attempt.start());
    attempt.allow(rest);
    return attempt.patience().pause(rest);
  }

  private Future<Outcome> cutShort() {
    return attempt.patience().interruption() == Interruption.STOPPED
        ? settle().<Outcome>map(v -> new Outcome.Stopped()).otherwise(cut -> overdue())
        : Future.succeededFuture(overdue());
  }

  @Override
  public Outcome overdue() {
    return new Outcome.Unknown(failure);
  }
}
