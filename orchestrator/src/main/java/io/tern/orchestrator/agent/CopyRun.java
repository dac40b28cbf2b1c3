package io.tern.orchestrator.agent;

import static io.tern.job.FailureClass.EXISTS;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.CopyEnd;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A copy: looks, decides, tells the coordinator, asks for the copy, verifies, cleans up. */
final class CopyRun implements Run {
  /** Beyond the copy's own total, for the adapter to say so. */
  private static final Duration LAST_WORD = Duration.ofSeconds(60);

  private final Attempt attempt;
  private final Ends ends;
  private final Means means;
  private final Start start;
  private final Patience patience;
  private final Integrity integrity;
  private final Look look;
  private Traces traces = Traces.NONE;
  private boolean asked;
  private boolean removed;
  private boolean turned;
  private Optional<Checksum> onTheWay = Optional.empty();
  private Storage.@Nullable Copy copy;

  /** What a copy has left, or may have, at the destination that nobody else put there. */
  private enum Traces {
    NONE,
    AT_REST,
    MOVING
  }

  CopyRun(Attempt attempt, Ends ends) {
    this.attempt = attempt;
    this.ends = ends;
    this.means = attempt.means();
    this.start = attempt.start();
    this.patience = attempt.patience();
    this.integrity = Integrity.of(start.getChecksumMode(), start.getFile().getChecksum());
    this.look = new Look(start, integrity, ends);
  }

  @Override
  public Future<Outcome> run() {
    return (start.getAfterUnknown() ? lookAtRest() : look.first())
        .map(found -> Plan.of(start, integrity, found))
        .compose(this::carryOut)
        .recover(this::ended);
  }

  /** After an unknown end somebody has to look, whatever state the storages are in. */
  @Override
  public Optional<Outcome> leftAlone() {
    return start.getAfterUnknown() ? Optional.empty() : ends.leftAlone();
  }

  @Override
  public void interrupted() {
    if (copy != null) {
      copy.abandon();
    }
  }

  @Override
  public Outcome overdue() {
    Failure failure = Interruption.OVERDUE.failure();
    return traces == Traces.NONE ? new Outcome.Failed(failure) : new Outcome.Unknown(failure);
  }

  private Future<Found> lookAtRest() {
    traces = Traces.MOVING;
    Rest rest = new Rest(ends, means.limits());
    attempt.allow(rest.atMost());
    return rest.found()
        .onSuccess(now -> traces = isOurs(now) ? Traces.AT_REST : Traces.NONE)
        .compose(look::closer);
  }

  private boolean isOurs(Optional<Stat> now) {
    return now.isPresent() && Found.changed(start.getHeld(), now);
  }

  private Future<Outcome> carryOut(Plan plan) {
    return switch (plan) {
      case Plan.Refuse refuse -> refused(refuse.failure());
      case Plan.Complete complete -> Future.succeededFuture(done(complete.destination()));
      case Plan.Copy copying -> copyAll(copying);
      case Plan.CopyUnlessOnTape careful ->
          ends.locality()
              .compose(where -> where.onTape() ? refused(Plan.onTape()) : copyAll(careful.copy()));
    };
  }

  /** What is in the way is described if the job asks for it, and as far as the storage can. */
  private Future<Outcome> refused(Failure failure) {
    boolean inTheWay = failure.side() == Side.DESTINATION;
    return inTheWay && start.getReportInTheWay()
        ? look.inTheWay()
            .recover(e -> Failures.future(failure))
            .map(file -> new Outcome.Failed(failure, file))
        : Failures.future(failure);
  }

  private Future<Outcome> copyAll(Plan.Copy plan) {
    List<Direction> ways = ways();
    return ways.isEmpty() ? Failures.future(noWay()) : copyAll(plan, ways);
  }

  private Future<Outcome> copyAll(Plan.Copy plan, List<Direction> ways) {
    return patience
        .step(Limit.NONE, () -> attempt.announce(plan.held(), plan.size()))
        .compose(v -> plan.clear() ? remove() : Future.succeededFuture())
        .compose(v -> ask(plan, ways, true))
        .compose(v -> ends.freshen())
        .compose(v -> ends.statCopy(integrity.atDestination()))
        .compose(stat -> verified(plan, stat))
        .onSuccess(done -> releaseSource());
  }

  private void releaseSource() {
    if (!start.getKeepSource() && !start.getStageRequest().isEmpty()) {
      ends.releaseSource(start.getStageRequest());
    }
  }

  private List<Direction> ways() {
    long now = means.nanos().getAsLong();
    return means.directions().ways(ends.source(), ends.destination(), now).stream()
        .filter(this::isOpen)
        .toList();
  }

  private boolean isOpen(Direction way) {
    return switch (way) {
      case PULL -> !start.getNoPull();
      case PUSH -> !start.getNoPush();
      case STREAMED -> !start.getNoStreaming();
    };
  }

  private static Failure noWay() {
    return new Failure(
        FailureClass.UNSUPPORTED,
        Side.TRANSFER,
        Phase.TRANSFER_PREPARATION,
        false,
        "No side may be active and nothing be streamed, by tpc_support and no_streaming");
  }

  /**
   * Asks for the copy; once more with parents made when they were missing, once more for each side
   * with another token when one was refused, and in each other direction once when one is not to be
   * had.
   */
  private Future<Void> ask(Plan.Copy plan, List<Direction> ways, boolean mayMakeParents) {
    Direction direction = ways.getFirst();
    return clear(plan, direction)
        .compose(v -> send(request(plan, direction)))
        .compose(answer -> proceed(plan, ways, mayMakeParents, answer));
  }

  private Future<Void> proceed(
      Plan.Copy plan, List<Direction> ways, boolean mayMakeParents, Answer answer) {
    if (answer.wrongSide() && ways.size() > 1) {
      turned = true;
      return ask(plan, ways.subList(1, ways.size()), mayMakeParents);
    }
    if (turned && answer.rightSide()) {
      learn(ways.getFirst());
    }
    if (mayMakeParents && answer.lacksParents()) {
      return ends.makeParents().compose(v -> ask(plan, ways, false));
    }
    return replaceToken(answer)
        .compose(another ->
            another ? clean().compose(v -> ask(plan, ways, mayMakeParents)) : answer.success());
  }

  private Future<Boolean> replaceToken(Answer answer) {
    return answer
        .refusing()
        .map(side -> ends.replaceToken(side, answer.request()))
        .orElseGet(() -> Future.succeededFuture(false));
  }

  /** What a refused copy may have left is in the way of the next. */
  private Future<Void> clean() {
    return traces == Traces.AT_REST ? remove() : Future.succeededFuture();
  }

  /** Only a pulling storage is sure to heed a ban on overwriting; others meet no existing file. */
  private Future<Void> clear(Plan.Copy plan, Direction direction) {
    boolean occupied = plan.overwrite() && plan.held().getExists() && !removed;
    return direction != Direction.PULL && occupied ? remove() : Future.succeededFuture();
  }

  private Future<Answer> send(CopyRequest request) {
    if (!means.lease().holds(means.nanos().getAsLong())) {
      attempt.interrupt(Interruption.LEASE_ENDED);
    }
    Duration limit = request.limits().total().plus(LAST_WORD);
    attempt.allow(limit);
    return patience
        .effect(
            new Limit(limit, Side.TRANSFER, Phase.TRANSFER, "Copy"),
            () -> begin(ends.active(request.direction()), request))
        .onSuccess(this::note)
        .map(end -> new Answer(request, end));
  }

  private Future<CopyEnd> begin(Storage active, CopyRequest request) {
    traces = Traces.MOVING;
    asked = true;
    attempt.copying();
    Storage.Copy begun = active.copy(request, attempt);
    copy = begun;
    return begun.end();
  }

  private void note(CopyEnd end) {
    copy = null;
    if (end instanceof CopyEnd.Copied copied) {
      onTheWay = copied.onTheWay();
    }
    traces =
        switch (end) {
          case CopyEnd.Copied copied -> Traces.AT_REST;
          case CopyEnd.Broken broken -> Traces.AT_REST;
          case CopyEnd.Unknown unknown -> Traces.MOVING;
          case CopyEnd.Refused refused -> Traces.NONE;
        };
    asked = traces != Traces.NONE;
  }

  private CopyRequest request(Plan.Copy plan, Direction direction) {
    return new CopyRequest(
        ends.source(),
        ends.destination(),
        direction,
        plan.overwrite(),
        plan.size(),
        start.getStreams(),
        start.getFile().getScitag(),
        "job-id=%s;file-id=%d;retry=%d"
            .formatted(Ids.uuid(start.getJobId()), start.getTransfer(), start.getRetries()),
        start.getFile().getArchiveMetadata().toStringUtf8(),
        means.limits().copy(plan.size(), start.getTimeoutS()));
  }

  private void learn(Direction direction) {
    means
        .directions()
        .learn(ends.source(), ends.destination(), direction, means.nanos().getAsLong());
  }

  private Future<Outcome> verified(Plan.Copy plan, Stat copied) {
    return integrity
        .onTheWay(plan.source(), onTheWay)
        .or(() -> integrity.destination(plan.source(), copied))
        .map(Failures::<Outcome>future)
        .orElseGet(() -> Future.succeededFuture(done(copied)));
  }

  private static Outcome done(Stat destination) {
    return new Outcome.Done(
        destination.size(), destination.checksum().map(Checksum::toString).orElse(""));
  }

  private Future<Outcome> ended(Throwable cause) {
    interrupted();
    Interruption why = patience.interruption();
    if (why == Interruption.STOPPED) {
      return stopped();
    }
    Failure failure = failureOf(cause);
    if (traces == Traces.AT_REST && why == null && !keeps(failure)) {
      return remove().transform((v, e) -> Future.succeededFuture(atRest(failure)));
    }
    if (traces == Traces.NONE && why != null) {
      return Future.succeededFuture(why.withoutTraces());
    }
    boolean failed = traces == Traces.NONE || traces == Traces.AT_REST && why == null;
    return Future.succeededFuture(
        failed ? new Outcome.Failed(failure) : new Outcome.Unknown(failure));
  }

  private Failure failureOf(Throwable cause) {
    Interruption why = patience.interruption();
    return why == null || why == Interruption.STOPPED ? Failures.of(cause) : why.failure();
  }

  /** Whether what is at the destination stays there. */
  private boolean keeps(Failure failure) {
    return start.getDisableCleanup() || failure.failureClass() == EXISTS;
  }

  /**
   * After the clean-up. If that did not succeed, the next attempt must know what is there for ours;
   * a failure that no attempt follows is told as it is.
   */
  private Outcome atRest(Failure failure) {
    boolean clean = traces == Traces.NONE;
    boolean lastWord = traces == Traces.AT_REST && !failure.retryable();
    return clean || lastWord ? new Outcome.Failed(failure) : new Outcome.Unknown(failure);
  }

  private Future<Outcome> stopped() {
    return comeToRest()
        .compose(v -> leftByUs())
        .compose(ours -> ours && !start.getDisableCleanup() ? remove() : Future.succeededFuture())
        .<Outcome>map(v -> new Outcome.Stopped())
        .otherwise(e -> atRest(failureOf(e)));
  }

  /** Waits until what nobody hears of can no longer move. */
  private Future<Void> comeToRest() {
    if (traces != Traces.MOVING) {
      return Future.succeededFuture();
    }
    Duration outlives = ends.outlives();
    attempt.allow(outlives);
    return patience.pause(outlives).onSuccess(v -> traces = Traces.AT_REST);
  }

  /** What an earlier attempt may have left is ours only if it was not there before that. */
  private Future<Boolean> leftByUs() {
    return traces == Traces.NONE || asked || !start.getAfterUnknown()
        ? Future.succeededFuture(traces != Traces.NONE && asked)
        : ends.lookAgain().map(this::isOurs);
  }

  private Future<Void> remove() {
    if (patience.interruption() != null && patience.interruption() != Interruption.STOPPED) {
      return Future.failedFuture(Patience.CutShort.NOW);
    }
    Traces before = traces;
    traces = Traces.MOVING;
    return ends.delete()
        .onSuccess(v -> traces = Traces.NONE)
        .onSuccess(v -> removed = true)
        .onFailure(e -> traces = Failures.unheard(e) ? Traces.MOVING : before);
  }
}
