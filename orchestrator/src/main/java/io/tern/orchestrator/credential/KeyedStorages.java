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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Storages some of which are opened with keys: those of the job's user or VO, else the operator's
 * own. What is said of a host serves its virtual hosts too; the longest name decides.
 *
 * @param own the operator's keys by host, by their ids
 */
public record KeyedStorages(Storages others, Keyring ring, Map<String, String> own)
    implements Storages {
  private static final Pattern S3 = Pattern.compile("(?i)s3s?://([^:/?#]*)");

  public KeyedStorages {
    own = Map.copyOf(own);
  }

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
    return host(url).flatMap(host -> longest(host, name -> ring.find(name, owner)));
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
    Optional<String> host = host(url);
    if (host.isEmpty()) {
      return others.shown(owner, token, url);
    }
    return keys(url, owner)
        .map(CloudKeys::accessKey)
        .or(() -> longest(host.get(), name -> Optional.ofNullable(own.get(name))))
        .map(id -> new Shown(Shown.Kind.KEYS, id));
  }

  private static Optional<String> host(String url) {
    Matcher s3 = S3.matcher(url);
    return s3.lookingAt() ? Optional.of(s3.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /** Of the first name in {@code host}, {@code host} without its first part, and so on. */
  private static <T> Optional<T> longest(String host, Function<String, Optional<T>> named) {
    Optional<T> found = named.apply(host);
    int dot = host.indexOf('.');
    return found.isPresent() || dot < 0 ? found : longest(host.substring(dot + 1), named);
  }
}
