package io.tern.orchestrator.credential;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.Storages;
import io.tern.orchestrator.security.OwnerId;
import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Storages as a job's owner: over TLS with the token of the submission, else with the proxy that
 * the owner has lent; elsewhere as anybody.
 *
 * @param storages every scheme in one
 */
public record UsersStorages(Storage storages, Credentials credentials) implements Storages {
  private static final Failure EXPIRED =
      new Failure(
          FailureClass.CREDENTIAL,
          Side.GENERAL_FAILURE,
          Phase.TRANSFER_PREPARATION,
          false,
          "The token that was submitted for it has expired");

  @Override
  public Optional<Storage> at(Location location) {
    return Optional.of(storages);
  }

  @Override
  public Access access(String owner, String token, String url) throws StorageException {
    if (owner.isEmpty() || !isOverTls(url)) {
      return Access.NONE;
    }
    return token.isEmpty() ? proxy(owner) : bearer(owner, token);
  }

  private Access bearer(String owner, String token) throws StorageException {
    return credentials
        .find(Slot.ofToken(new OwnerId(owner), token))
        .map(kept -> Access.bearer(kept.text().reveal()))
        .orElseThrow(() -> new StorageException(EXPIRED));
  }

  private Access proxy(String owner) {
    return credentials
        .find(new Slot(new OwnerId(owner), Slot.Kind.PROXY))
        .<Access>map(proxy -> new Access.Proxy(proxy.text().reveal()))
        .orElse(Access.NONE);
  }

  @Override
  public Future<Void> hearOf(String owner, List<String> tokens) {
    List<Future<Optional<Kept>>> unheard =
        tokens.stream()
            .filter(token -> !token.isEmpty() && !owner.isEmpty())
            .map(token -> Slot.ofToken(new OwnerId(owner), token))
            .filter(slot -> credentials.find(slot).isEmpty())
            .map(credentials::look)
            .toList();
    return unheard.isEmpty() ? Future.succeededFuture() : Future.join(unheard).mapEmpty();
  }

  private static boolean isOverTls(String url) {
    String scheme = url.substring(0, Math.max(url.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
    return scheme.equals("https") || scheme.equals("davs");
  }
}
