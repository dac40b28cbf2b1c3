package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.journal.wire.Task;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Staged;
import io.tern.storage.Staging;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * Waits for a tape: asks again and again, ever more rarely, whether the source is on disk or the
 * destination on tape. A failure that may pass counts as "not yet".
 */
final class TapeRun implements Run {
  private static final Duration DEFAULT_WAIT = Duration.ofDays(7);

  private final Attempt attempt;
  private final Start start;
  private final Means means;
  private final boolean staging;
  private final Opened file;
  private final Storage storage;
  private final Promise<Outcome> outcome = Promise.promise();
  private final long untilNanos;
  private Duration delay;
  private String request;

  TapeRun(Attempt attempt) throws StorageException {
    this.attempt = attempt;
    this.start = attempt.start();
    this.means = attempt.means();
    this.staging = start.getTask() == Task.BRING_ONLINE;
    this.file = new Opened(means, start, side());
    this.storage = means.storageAt(file.location(), side());
    this.untilNanos = means.nanos().getAsLong() + waitLimit().toNanos();
    this.delay = means.limits().firstPoll();
    this.request = start.getStageRequest();
  }

  @Override
  public Future<Outcome> run() {
    attempt.allow(waitLimit());
    poll();
    return outcome.future();
  }

  /** Who was told to stop wants the file no more; another attempt may want it still. */
  @Override
  public void interrupted() {
    if (attempt.patience().interruption() == Interruption.STOPPED) {
      cancel();
    }
  }

  private void cancel() {
    if (staging) {
      storage.cancelStaging(file.location(), request);
    }
  }

  @Override
  public Outcome overdue() {
    return new Outcome.Failed(Interruption.OVERDUE.failure());
  }

  private void poll() {
    attempt
        .patience()
        .step(new Limit(means.limits().metadata(), side(), phase(), "Tape"), this::question)
        .onComplete(this::answer, this::trouble);
  }

  private Future<Boolean> question() {
    return file.freshen(means.limits().metadata())
        .compose(v -> file.ask(staging ? this::bringOnline : this::isArchived));
  }

  private Future<Boolean> bringOnline(Location source) {
    Duration pin = Duration.ofSeconds(start.getPinS());
    String metadata = start.getFile().getStagingMetadata().toStringUtf8();
    return storage.bringOnline(source, new Staging(pin, metadata, request)).map(this::heed);
  }

  private boolean heed(Staged staged) {
    if (!staged.request().isEmpty() && !staged.request().equals(request)) {
      request = staged.request();
      attempt.announce(request);
    }
    return staged.online();
  }

  private Future<Boolean> isArchived(Location destination) {
    return storage.locality(destination).map(Locality::onTape);
  }

  private void answer(boolean there) {
    if (there) {
      outcome.complete(new Outcome.Done(start.getSize(), ""));
    } else {
      pollLater();
    }
  }

  private void trouble(Throwable cause) {
    Interruption why = attempt.patience().interruption();
    if (why == Interruption.STOPPED) {
      outcome.complete(new Outcome.Stopped());
    } else if (why != null) {
      outcome.complete(why.withoutTraces());
    } else if (Failures.of(cause).retryable()) {
      pollLater();
    } else {
      outcome.complete(new Outcome.Failed(Failures.of(cause)));
    }
  }

  private void pollLater() {
    Duration left = Duration.ofNanos(untilNanos - means.nanos().getAsLong());
    if (!left.isPositive()) {
      cancel();
      outcome.complete(new Outcome.Failed(exceeded()));
      return;
    }
    Duration now = shorter(delay, left);
    delay = shorter(delay.multipliedBy(2), means.limits().lastPoll());
    attempt.patience().pause(now).onComplete(v -> poll(), this::trouble);
  }

  private Duration waitLimit() {
    return start.getWaitLimitS() > 0 ? Duration.ofSeconds(start.getWaitLimitS()) : DEFAULT_WAIT;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Side side() {
    return staging ? Side.SOURCE : Side.DESTINATION;
  }

  private Phase phase() {
    return staging ? Phase.STAGING : Phase.ARCHIVING;
  }

  private Failure exceeded() {
    String what = staging ? "bring-online" : "archive";
    String message = what + " timeout has been exceeded";
    return new Failure(FailureClass.TIMEOUT, side(), phase(), false, message);
  }
}
