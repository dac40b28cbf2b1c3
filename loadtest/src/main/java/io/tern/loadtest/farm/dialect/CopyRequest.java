package io.tern.loadtest.farm.dialect;

import io.tern.loadtest.farm.space.FileName;
import java.util.Map;

/**
 * A COPY as it came in.
 *
 * @param active the host that was asked and does the work
 * @param pull true if the active side reads from the source, false if it writes to the destination
 * @param overwrite false for {@code Overwrite: F}
 * @param remoteHeaders headers for the other side, which came as {@code TransferHeader...}
 */
public record CopyRequest(
    String active,
    boolean pull,
    String sourceUrl,
    String destinationUrl,
    FileName source,
    FileName destination,
    boolean overwrite,
    Map<String, String> remoteHeaders) {
  public CopyRequest {
    remoteHeaders = Map.copyOf(remoteHeaders);
  }

  /** The URL of the side that is not the active one. */
  public String remoteUrl() {
    return pull ? sourceUrl : destinationUrl;
  }

  public FileName local() {
    return pull ? destination : source;
  }
}
