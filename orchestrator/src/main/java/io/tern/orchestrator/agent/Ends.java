package io.tern.orchestrator.agent;

import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.storage.CopyRequest;
import io.tern.storage.CopyRequest.Direction;
import io.tern.storage.Locality;
import io.tern.storage.Location;
import io.tern.storage.Stat;
import io.tern.storage.Storage;
import io.tern.storage.Storage.Wanted;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;

/** The two ends of a copy, spoken to within an attempt's limits. */
record Ends(
    Opened from,
    Storage sourceStorage,
    Opened to,
    Storage destinationStorage,
    Patience patience,
    TimeLimits limits) {

  static Ends of(Attempt attempt) throws StorageException {
    Means means = attempt.means();
    Opened from = new Opened(means, attempt.start(), Side.SOURCE);
    Opened to = new Opened(means, attempt.start(), Side.DESTINATION);
    return new Ends(
        from,
        means.storageAt(from.location(), Side.SOURCE),
        to,
        means.storageAt(to.location(), Side.DESTINATION),
        attempt.patience(),
        means.limits());
  }

  Location source() {
    return from.location();
  }

  Location destination() {
    return to.location();
  }

  /** For another time, if one of the two is left alone now. */
  Optional<Outcome> leftAlone() {
    return handedBack(source(), sourceStorage)
        .or(() -> handedBack(destination(), destinationStorage));
  }

  private static Optional<Outcome> handedBack(Location location, Storage storage) {
    Duration rest = storage.leftAlone(location);
    return rest.isZero()
        ? Optional.empty()
        : Optional.of(new Outcome.HandedBack(location.storage() + " is left alone", rest));
  }

  Future<Stat> statSource(Wanted wanted) {
    return patience.step(
        limits.stat(wanted, Side.SOURCE, Phase.TRANSFER_PREPARATION),
        () -> from.ask(source -> sourceStorage.stat(source, wanted)));
  }

  /** Empty when there is no such file. */
  Future<Optional<Stat>> lookAtDestination(Wanted wanted) {
    return patience.step(
        limits.stat(wanted, Side.DESTINATION, Phase.TRANSFER_PREPARATION),
        () -> destinationIfAny(wanted));
  }

  /** As {@link #lookAtDestination}, also done by an attempt that was interrupted. */
  Future<Optional<Stat>> lookAgain() {
    return patience.insist(
        limits.stat(Wanted.NOTHING, Side.DESTINATION, Phase.TRANSFER_FINALIZATION),
        () -> destinationIfAny(Wanted.NOTHING));
  }

  /** Both at once; the side that does not answer is to blame. */
  Future<Found> look(Wanted atSource) {
    Promise<Optional<Stat>> there = Promise.promise();
    return patience
        .step(
            limits.stat(atSource, Side.SOURCE, Phase.TRANSFER_PREPARATION),
            () -> {
              Future<Stat> here = from.ask(source -> sourceStorage.stat(source, atSource));
              destinationIfAny(Wanted.NOTHING).onComplete(there);
              return here;
            })
        .compose(stat ->
            patience
                .step(
                    limits.stat(Wanted.NOTHING, Side.DESTINATION, Phase.TRANSFER_PREPARATION),
                    there::future)
                .map(now -> new Found(Optional.of(stat), true, now)));
  }

  private Future<Optional<Stat>> destinationIfAny(Wanted wanted) {
    return to.ask(destination -> destinationStorage.stat(destination, wanted))
        .map(Optional::of)
        .recover(e ->
            Failures.is(e, FailureClass.NOT_FOUND)
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(e));
  }

  Future<Stat> statCopy(Wanted wanted) {
    return patience.step(
        limits.stat(wanted, Side.DESTINATION, Phase.TRANSFER_FINALIZATION),
        () -> to.ask(destination -> destinationStorage.stat(destination, wanted)));
  }

  Future<Void> makeParents() {
    return patience.effect(
        new Limit(
            limits.metadata(), Side.DESTINATION, Phase.TRANSFER_PREPARATION, "Making the parents"),
        () -> to.ask(destinationStorage::makeParents));
  }

  /** Removes the destination; also done by an attempt that was interrupted. */
  Future<Void> delete() {
    return patience.insist(
        new Limit(limits.metadata(), Side.DESTINATION, Phase.TRANSFER_PREPARATION, "Deletion"),
        () -> to.ask(destinationStorage::delete));
  }

  /** Where the destination's file is; fails where the destination has no tape. */
  Future<Locality> locality() {
    return patience.step(
        new Limit(limits.metadata(), Side.DESTINATION, Phase.TRANSFER_PREPARATION, "Locality"),
        () -> to.ask(destinationStorage::locality));
  }

  /** What was brought online for this copy may leave the disk. */
  void releaseSource(String stageRequest) {
    sourceStorage.release(source(), stageRequest);
  }

  /** Whether there is another token now than {@code request} had for the side that refused it. */
  Future<Boolean> replaceToken(Side refusing, CopyRequest request) {
    return refusing == Side.SOURCE
        ? from.replace(request.source())
        : to.replace(request.destination());
  }

  /** For what is left to do at the destination once a copy, which may have been long, is over. */
  Future<Void> freshen() {
    return to.freshen(limits.metadata().plus(limits.checksum()));
  }

  Storage active(Direction direction) {
    return direction == Direction.PULL ? destinationStorage : sourceStorage;
  }

  /** How long a copy that nobody hears of may still move, whichever side was active. */
  Duration outlives() {
    Duration pull = destinationStorage.outlivesConnection(destination());
    Duration push = sourceStorage.outlivesConnection(source());
    return pull.compareTo(push) > 0 ? pull : push;
  }
}
