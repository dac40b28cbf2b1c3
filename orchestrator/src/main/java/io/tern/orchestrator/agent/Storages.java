package io.tern.orchestrator.agent;

import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import java.util.Optional;

/** Finds the adapter that speaks to a location, by its scheme. Called on event loops. */
@FunctionalInterface
public interface Storages {
  /** The adapter, or empty when none speaks this scheme. */
  Optional<Storage> at(Location location);

  /**
   * What opens {@code url} for a job's owner.
   *
   * @param owner as the dispatch names it, empty for nobody
   */
  default Access access(String owner, String url) {
    return Access.NONE;
  }
}
