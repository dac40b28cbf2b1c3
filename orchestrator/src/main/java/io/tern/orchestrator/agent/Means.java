package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What an agent's attempts share.
 *
 * @param nanos a monotonic clock
 * @param wallMs the time of day, for people
 */
record Means(
    TimeLimits limits,
    Storages storages,
    Directions directions,
    Lease lease,
    AgentMeter meter,
    LongSupplier nanos,
    LongSupplier wallMs) {

  /** What a dispatch copies, opened for its job's owner. */
  Location source(Start start) throws StorageException {
    FileText file = start.getFile();
    return locate(start, Side.SOURCE, file.getSourceToken(), file.getSourceUrl());
  }

  /** Where a dispatch copies to, opened for its job's owner. */
  Location destination(Start start) throws StorageException {
    FileText file = start.getFile();
    return locate(start, Side.DESTINATION, file.getDestinationToken(), file.getDestinationUrl());
  }

  private Location locate(Start start, Side side, String token, String url)
      throws StorageException {
    try {
      return new Location(url, storages.access(start.getOwner(), token, url));
    } catch (StorageException e) {
      throw e.at(side, Phase.TRANSFER_PREPARATION);
    }
  }

  /** Completes once the tokens of a dispatch are known here, and last as far as can be had. */
  Future<Void> prepare(Start start) {
    FileText file = start.getFile();
    return storages.prepare(
        start.getOwner(),
        List.of(file.getSourceToken(), file.getDestinationToken()),
        limits.copy(start.getSize(), start.getTimeoutS()).total());
  }

  /** The adapter for a location, or a failure of that side. */
  Storage storageAt(Location location, Side side) throws StorageException {
    return storages.at(location).orElseThrow(() -> unsupported(location, side));
  }

  private static StorageException unsupported(Location location, Side side) {
    return new StorageException(
        new Failure(
            FailureClass.UNSUPPORTED,
            side,
            Phase.TRANSFER_PREPARATION,
            false,
            "No adapter speaks the scheme of " + location));
  }
}
