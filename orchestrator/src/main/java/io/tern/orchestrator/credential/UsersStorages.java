package io.tern.orchestrator.credential;

import io.tern.orchestrator.agent.Storages;
import io.tern.orchestrator.security.OwnerId;
import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import java.util.Locale;
import java.util.Optional;

/**
 * Storages as a job's owner: over TLS with the proxy that it has lent, elsewhere as anybody.
 *
 * @param storages every scheme in one
 */
public record UsersStorages(Storage storages, Credentials credentials) implements Storages {
  @Override
  public Optional<Storage> at(Location location) {
    return Optional.of(storages);
  }

  @Override
  public Access access(String owner, String url) {
    if (owner.isEmpty() || !isOverTls(url)) {
      return Access.NONE;
    }
    return credentials
        .find(new Slot(new OwnerId(owner), Slot.Kind.PROXY))
        .<Access>map(proxy -> new Access.Proxy(proxy.text().reveal()))
        .orElse(Access.NONE);
  }

  private static boolean isOverTls(String url) {
    String scheme = url.substring(0, Math.max(url.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
    return scheme.equals("https") || scheme.equals("davs");
  }
}
