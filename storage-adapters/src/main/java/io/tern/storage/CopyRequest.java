package io.tern.storage;

import io.tern.job.Side;
import java.time.Duration;

/**
 * A third-party copy to be asked of the active side.
 *
 * @param direction which side is active
 * @param overwrite whether an existing destination may be replaced; always said explicitly
 * @param size of the source in bytes, -1 when unknown
 * @param streams TCP streams, 0 for the storage's choice
 * @param sciTag flow label for the network, 0 for none
 * @param clientInfo what the storage's operator may log, such as {@code job-id=..;file-id=..}
 * @param archiveMetadata JSON that a destination with tape may heed, empty for none
 * @param limits how long each part of the copy may take
 */
public record CopyRequest(
    Location source,
    Location destination,
    Direction direction,
    boolean overwrite,
    long size,
    int streams,
    int sciTag,
    String clientInfo,
    String archiveMetadata,
    Limits limits) {

  public Location active() {
    return direction == Direction.PULL ? destination : source;
  }

  public Location passive() {
    return direction == Direction.PULL ? source : destination;
  }

  public Storage.Purpose purposeAtPassive() {
    return direction == Direction.PULL ? Storage.Purpose.READ : Storage.Purpose.WRITE;
  }

  public Side passiveSide() {
    return direction == Direction.PULL ? Side.SOURCE : Side.DESTINATION;
  }

  /** The same, with another way to its passive side. */
  public CopyRequest through(Location passive) {
    boolean pull = direction == Direction.PULL;
    return new CopyRequest(
        pull ? passive : source,
        pull ? destination : passive,
        direction,
        overwrite,
        size,
        streams,
        sciTag,
        clientInfo,
        archiveMetadata,
        limits);
  }

  /** Who fetches or sends. */
  public enum Direction {
    /** The destination reads from the source. */
    PULL,
    /** The source writes to the destination. */
    PUSH,
    /** No side is active: Tern reads from the source and writes to the destination. */
    STREAMED
  }

  /**
   * @param firstByte until the active side answers at all
   * @param marker without any byte from the active side
   * @param stall without a byte moved, by the markers
   * @param total for the whole copy
   */
  public record Limits(Duration firstByte, Duration marker, Duration stall, Duration total) {}
}
