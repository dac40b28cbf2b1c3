package io.tern.orchestrator.agent;

import io.tern.job.Checksum;
import io.tern.orchestrator.journal.wire.DestinationFile;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Locality;
import io.tern.storage.Stat;
import io.vertx.core.Future;
import java.util.Optional;

/** What is looked at before a copy is decided on. */
record Look(Start start, Integrity integrity, Ends ends) {

  Future<Found> first() {
    return start.getStrictCopy() ? less() : ends.look(integrity.atSource());
  }

  /** A strict copy looks at nothing that it need not; the user's size stands for the source's. */
  private Future<Found> less() {
    if (integrity.atSource().something()) {
      return ends.statSource(integrity.atSource())
          .map(stat -> new Found(Optional.of(stat), false, Optional.empty()));
    }
    Optional<Stat> said =
        start.getSize() > 0 ? Optional.of(Stat.file(start.getSize())) : Optional.empty();
    return Future.succeededFuture(new Found(said, false, Optional.empty()));
  }

  /** At the source, and at a destination at rest, which may be complete. */
  Future<Found> closer(Optional<Stat> atRest) {
    return ends.statSource(integrity.atSource())
        .compose(stat ->
            withChecksum(stat, atRest).map(there -> new Found(Optional.of(stat), true, there)));
  }

  /** The destination's file, for whoever wonders whether it is the one that was to be copied. */
  Future<Optional<DestinationFile>> inTheWay() {
    return ends.lookAtDestination(integrity.algorithm())
        .compose(there ->
            there.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : ends.locality()
                    .otherwise(Locality.DISK)
                    .map(where -> Optional.of(described(there.get(), where))));
  }

  private static DestinationFile described(Stat stat, Locality where) {
    return DestinationFile.newBuilder()
        .setSize(stat.size())
        .setChecksum(stat.checksum().map(Checksum::toString).orElse(""))
        .setOnTape(where.onTape())
        .setOffDisk(!where.onDisk())
        .build();
  }

  private Future<Optional<Stat>> withChecksum(Stat source, Optional<Stat> atRest) {
    boolean perhapsComplete = atRest.isPresent() && atRest.get().size() == source.size();
    return perhapsComplete && integrity.atDestination().something()
        ? ends.lookAtDestination(integrity.atDestination())
        : Future.succeededFuture(atRest);
  }
}
