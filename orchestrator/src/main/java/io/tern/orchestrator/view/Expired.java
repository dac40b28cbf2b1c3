package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.Archived;
import java.util.List;

/**
 * A slice of what is to be removed of jobs that ended long ago.
 *
 * @param keys of the journal, in the order in which they go: a job's parts first, its record last
 * @param archived what the parts among them came to
 */
public record Expired(List<byte[]> keys, List<Archived> archived) {
  public boolean isEmpty() {
    return keys.isEmpty();
  }
}
