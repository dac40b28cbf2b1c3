package io.tern.orchestrator.credential;

import io.tern.orchestrator.agent.JobOwner;
import io.tern.orchestrator.agent.Storages;
import io.tern.orchestrator.event.Shown;
import io.tern.setting.Access.CloudKeys;
import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Storages some of which are opened with keys: those of the job's user or VO, else the operator's
 * own.
 */
public record KeyedStorages(Storages others, Keyring ring, OwnKeys own) implements Storages {

  @Override
  public Optional<Storage> at(Location location) {
    return others.at(location);
  }

  /** The operator's own keys are with the adapter. */
  @Override
  public Access access(JobOwner owner, String token, String url) throws StorageException {
    Optional<CloudKeys> lent = keys(url, owner);
    return lent.isPresent() ? ring.open(lent.get()) : others.access(owner, token, url);
  }

  private Optional<CloudKeys> keys(String url, JobOwner owner) {
    return Buckets.of(url).flatMap(buckets -> buckets.longest(host -> ring.find(host, owner)));
  }

  @Override
  public Future<Void> prepare(JobOwner owner, List<String> tokens, Duration use) {
    return others.prepare(owner, tokens, use);
  }

  @Override
  public Future<Void> replace(String owner, String token) {
    return others.replace(owner, token);
  }

  @Override
  public Optional<Shown> shown(JobOwner owner, String token, String url) {
    return Buckets.of(url).isEmpty()
        ? others.shown(owner, token, url)
        : keys(url, owner)
            .map(keys -> new Shown(Shown.Kind.KEYS, keys.accessKey()))
            .or(() -> own.at(url));
  }
}
