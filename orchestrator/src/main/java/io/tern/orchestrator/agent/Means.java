package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
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

  /** A URL of a dispatch, opened for its job's owner. */
  Location locate(Start start, String url) {
    return new Location(url, storages.access(start.getOwner(), url));
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
