package io.tern.orchestrator.view;

import io.tern.job.TransferState;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code GET /files} may ask (docs/fts3-dialect.md, 1.6). Empty fields do not filter.
 *
 * @param states empty: any
 * @param finishedSinceMs files that ended at or after this time; 0: files that have not ended
 * @param limit most files returned, at least 1
 */
public record FileQuery(
    Optional<String> vo,
    Optional<String> sourceStorage,
    Optional<String> destinationStorage,
    Optional<String> destinationUrl,
    Set<TransferState> states,
    long finishedSinceMs,
    int limit) {
  public FileQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: >= 1)");
    }
  }
}
