package io.tern.orchestrator.agent;

import io.tern.orchestrator.event.Shown;
import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the adapter that speaks to a location, by its scheme. Called on event loops. */
@FunctionalInterface
public interface Storages {
  /** The adapter, or empty when none speaks this scheme. */
  Optional<Storage> at(Location location);

  /**
   * What opens {@code url} for a job's owner.
   *
   * @param token under which name a token for it is kept, empty for none
   * @throws StorageException when that token or the owner's proxy is gone, or keys do not open
   */
  default Access access(JobOwner owner, String token, String url) throws StorageException {
    return Access.NONE;
  }

  /** What {@link #access} shows to {@code url}, in words that are no secret; empty for nothing. */
  default Optional<Shown> shown(JobOwner owner, String token, String url) {
    return Optional.empty();
  }

  /**
   * Completes once what was kept before a dispatch is known here, and lasts for {@code use} where
   * another token can be had that does.
   *
   * @param tokens for each side the name of its token, empty for none
   */
  default Future<Void> prepare(JobOwner owner, List<String> tokens, Duration use) {
    return Future.succeededFuture();
  }

  /** Completes once another token is there than one that was refused, or none is to be had. */
  default Future<Void> replace(String owner, String token) {
    return Future.succeededFuture();
  }
}
