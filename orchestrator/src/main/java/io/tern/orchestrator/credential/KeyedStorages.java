package io.tern.orchestrator.credential;

import io.tern.orchestrator.agent.Storages;
import io.tern.orchestrator.event.Shown;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Storages some of which are opened with the operator's own keys.
 *
 * @param keyIds by host; one of a name serves its virtual hosts too
 */
public record KeyedStorages(Storages others, Map<String, String> keyIds) implements Storages {
  private static final Pattern S3 = Pattern.compile("(?i)s3s?://([^:/?#]*)");

  public KeyedStorages {
    keyIds = Map.copyOf(keyIds);
  }

  @Override
  public Optional<Storage> at(Location location) {
    return others.at(location);
  }

  @Override
  public Access access(String owner, String token, String url) throws StorageException {
    return others.access(owner, token, url);
  }

  @Override
  public Future<Void> prepare(String owner, List<String> tokens, Duration use) {
    return others.prepare(owner, tokens, use);
  }

  @Override
  public Future<Void> replace(String owner, String token) {
    return others.replace(owner, token);
  }

  @Override
  public Optional<Shown> shown(String owner, String token, String url) {
    Matcher s3 = S3.matcher(url);
    return s3.lookingAt()
        ? keyId(s3.group(1).toLowerCase(Locale.ROOT)).map(id -> new Shown(Shown.Kind.KEYS, id))
        : others.shown(owner, token, url);
  }

  private Optional<String> keyId(String host) {
    String id = keyIds.get(host);
    int dot = host.indexOf('.');
    return id != null || dot < 0 ? Optional.ofNullable(id) : keyId(host.substring(dot + 1));
  }
}
