package io.tern.orchestrator.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The node's own copy of what it read from the journal; it can be deleted and is rebuilt.
 *
 * @param path empty: {@code store} below the data directory
 */
public record Store(Optional<Path> path) {
  static final Store DEFAULTS = new Store(Optional.empty());
}
