package io.tern.loadtest.farm.copy;

import io.tern.loadtest.farm.space.FileName;

/**
 * A COPY as it came in.
 *
 * @param active the host that was asked and does the work
 * @param pull true if the active side reads from the source, false if it writes to the destination
 * @param overwrite false for {@code Overwrite: F}
 */
public record CopyRequest(
    String active,
    boolean pull,
    String sourceUrl,
    String destinationUrl,
    FileName source,
    FileName destination,
    boolean overwrite) {

  /** The URL of the side that is not the active one. */
  String remoteUrl() {
    return pull ? sourceUrl : destinationUrl;
  }

  FileName local() {
    return pull ? destination : source;
  }
}
