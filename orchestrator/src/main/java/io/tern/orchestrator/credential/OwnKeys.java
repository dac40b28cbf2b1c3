package io.tern.orchestrator.credential;

import io.tern.orchestrator.event.Shown;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of the operator's own, which open S3 storages to whoever brings none.
 *
 * @param ids by host; empty where it is opened without
 */
public record OwnKeys(Map<String, Optional<String>> ids) {
  public OwnKeys {
    ids = Map.copyOf(ids);
  }

  /** What {@code url} is shown of them. */
  public Optional<Shown> at(String url) {
    return Buckets.of(url)
        .flatMap(buckets -> buckets.longest(host -> Optional.ofNullable(ids.get(host))))
        .flatMap(id -> id)
        .map(id -> new Shown(Shown.Kind.KEYS, id));
  }
}
