package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.AgentSettings.TimeLimits;
import io.tern.orchestrator.event.Opened;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  private static final List<Side> ENDS = List.of(Side.SOURCE, Side.DESTINATION);

  /** Where one side of a dispatch is, opened for its job's owner. */
  Location locate(Start start, Side side) throws StorageException {
    String url = url(start, side);
    try {
      return new Location(url, storages.access(JobOwner.of(start), token(start, side), url));
    } catch (StorageException e) {
      throw e.at(side, Phase.TRANSFER_PREPARATION);
    }
  }

  private static String url(Start start, Side side) {
    FileText file = start.getFile();
    return side == Side.SOURCE ? file.getSourceUrl() : file.getDestinationUrl();
  }

  private static String token(Start start, Side side) {
    FileText file = start.getFile();
    return side == Side.SOURCE ? file.getSourceToken() : file.getDestinationToken();
  }

  /** What the storages of a dispatch are shown. */
  List<Opened> shown(Start start) {
    return ENDS.stream().map(side -> shown(start, side)).flatMap(Optional::stream).toList();
  }

  private Optional<Opened> shown(Start start, Side side) {
    String url = url(start, side);
    return storages
        .shown(JobOwner.of(start), token(start, side), url)
        .map(shown -> Opened.of(side.name().toLowerCase(Locale.ROOT), url, shown));
  }

  /** Completes once what was lent for a dispatch is known here, and lasts as far as can be had. */
  Future<Void> prepare(Start start) {
    return storages.prepare(
        JobOwner.of(start),
        List.of(token(start, Side.SOURCE), token(start, Side.DESTINATION)),
        limits.copy(start.getSize(), start.getTimeoutS()).total());
  }

  /** As {@link #prepare(Start)}, of one side, for {@code use}. */
  Future<Void> prepare(Start start, Side side, Duration use) {
    return storages.prepare(JobOwner.of(start), List.of(token(start, side)), use);
  }

  /** Completes once there is another token than one that a storage has refused, or none. */
  Future<Void> replaceToken(Start start, Side side) {
    return storages.replace(start.getOwner(), token(start, side));
  }

  /** How long a copy of a dispatch may still move when nobody hears of it. */
  Duration quiet(Start start) {
    return ENDS.stream()
        .map(side -> Location.open(url(start, side)))
        .map(this::outlives)
        .max(Comparator.naturalOrder())
        .filter(outlives -> outlives.compareTo(limits.quiet()) > 0)
        .orElse(limits.quiet());
  }

  private Duration outlives(Location active) {
    return storages
        .at(active)
        .map(storage -> storage.outlivesConnection(active))
        .orElse(Duration.ZERO);
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
