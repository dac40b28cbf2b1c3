package io.tern.orchestrator.credential;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.orchestrator.agent.JobOwner;
import io.tern.orchestrator.agent.Storages;
import io.tern.orchestrator.event.Shown;
import io.tern.orchestrator.security.OwnerId;
import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.Storage;
import io.tern.storage.StorageException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Storages as a job's owner: over TLS with the token of the submission, else with the proxy that
 * the owner has lent; elsewhere as anybody.
 *
 * @param storages every scheme in one
 * @param fresh asks for tokens that last
 */
public record UsersStorages(Storage storages, Credentials credentials, FreshTokens fresh)
    implements Storages {
  private static final String NOT_HEARD = "Kafka does not tell what was lent for it";
  private static final String EXPIRED = "The token that was submitted for it has expired";
  private static final String NO_PROXY =
      "The proxy that its user had lent has expired or was deleted, and no other was lent since";
  private static final String UNANSWERED =
      "Its token has expired, and no other came within " + FreshTokens.PATIENCE.toSeconds() + " s";

  @Override
  public Optional<Storage> at(Location location) {
    return Optional.of(storages);
  }

  @Override
  public Access access(JobOwner owner, String token, String url) throws StorageException {
    if (owner.id().isEmpty() || !isOverTls(url)) {
      return Access.NONE;
    }
    return token.isEmpty() ? proxy(owner) : bearer(owner.id(), token);
  }

  @Override
  public Optional<Shown> shown(JobOwner owner, String token, String url) {
    if (owner.id().isEmpty() || !isOverTls(url)) {
      return Optional.empty();
    }
    return token.isEmpty()
        ? credentials
            .find(proxyOf(owner.id()))
            .map(proxy -> new Shown(Shown.Kind.PROXY, Slot.proxyName(proxy.text())))
        : credentials
            .glance(Slot.ofToken(new OwnerId(owner.id()), token))
            .map(held -> new Shown(Shown.Kind.TOKEN, token));
  }

  private static Slot proxyOf(String owner) {
    return new Slot(new OwnerId(owner), Slot.Kind.PROXY);
  }

  private Access bearer(String owner, String name) throws StorageException {
    Slot token = Slot.ofToken(new OwnerId(owner), name);
    return credentials
        .find(token)
        .map(kept -> Access.bearer(kept.text().reveal()))
        .orElseThrow(() -> new StorageException(missing(token)));
  }

  private Failure missing(Slot token) {
    Optional<Failure> refused = words(token.as(Slot.Kind.REFUSED)).map(why -> failure(false, why));
    Optional<Failure> away = words(token.as(Slot.Kind.AWAY)).map(why -> failure(true, why));
    boolean mayStillCome = fresh.isRenewable(token);
    return refused
        .or(() -> away)
        .orElseGet(() -> failure(mayStillCome, mayStillCome ? UNANSWERED : EXPIRED));
  }

  private Optional<String> words(Slot note) {
    return credentials.find(note).map(kept -> kept.text().reveal());
  }

  private static Failure failure(boolean retryable, String message) {
    return new Failure(
        FailureClass.CREDENTIAL,
        Side.GENERAL_FAILURE,
        Phase.TRANSFER_PREPARATION,
        retryable,
        message);
  }

  /** Whoever has lent one is never served as anybody, since storages would say something else. */
  private Access proxy(JobOwner owner) throws StorageException {
    Optional<Kept> lent = credentials.find(proxyOf(owner.id()));
    if (lent.isEmpty() && owner.byProxy()) {
      throw new StorageException(failure(false, NO_PROXY));
    }
    return lent.<Access>map(proxy -> new Access.Proxy(proxy.text().reveal())).orElse(Access.NONE);
  }

  @Override
  public Future<Void> prepare(JobOwner owner, List<String> tokens, Duration use) {
    if (owner.id().isEmpty()) {
      return Future.succeededFuture();
    }
    List<Future<Void>> unready =
        tokens.stream()
            .map(token ->
                token.isEmpty()
                    ? heardOfProxy(owner)
                    : prepare(Slot.ofToken(new OwnerId(owner.id()), token), use))
            .filter(ready -> !ready.isComplete())
            .toList();
    return unready.isEmpty() ? Future.succeededFuture() : Future.join(unready).mapEmpty();
  }

  /** This node may be behind the one that took the proxy. */
  private Future<Void> heardOfProxy(JobOwner owner) {
    Slot proxy = proxyOf(owner.id());
    return !owner.byProxy() || credentials.glance(proxy).isPresent()
        ? Future.succeededFuture()
        : heard(proxy).mapEmpty();
  }

  private Future<Void> prepare(Slot token, Duration use) {
    return credentials.glance(token).isPresent()
        ? fresh.lasting(token, use)
        : heard(token).compose(found -> fresh.lasting(token, use));
  }

  private Future<Optional<Kept>> heard(Slot slot) {
    return credentials
        .look(slot)
        .recover(cause -> Future.failedFuture(new StorageException(failure(true, NOT_HEARD))));
  }

  @Override
  public Future<Void> replace(String owner, String token) {
    return owner.isEmpty() || token.isEmpty()
        ? Future.succeededFuture()
        : fresh.another(Slot.ofToken(new OwnerId(owner), token));
  }

  private static boolean isOverTls(String url) {
    String scheme = url.substring(0, Math.max(url.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
    return scheme.equals("https") || scheme.equals("davs");
  }
}
