package io.tern.orchestrator.api.delegation;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Proof;
import io.tern.orchestrator.credential.Credentials;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.certificate.ChainCheck;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The proxies that users lend, from the request to the end of their life. */
public final class Delegations {
  private static final long REQUEST_LIFE_MS = Duration.ofHours(1).toMillis();
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final int AUTHENTICATION_TIMEOUT = 419;

  private static final int RETRY_AFTER_S = 5;

  private final Vertx vertx;
  private final Credentials credentials;
  private final ChainCheck check;
  private final LongSupplier clockMs;

  /**
   * @param clockMs wall time
   */
  public Delegations(Vertx vertx, Credentials credentials, ChainCheck check, LongSupplier clockMs) {
    this.vertx = vertx;
    this.credentials = credentials;
    this.check = check;
    this.clockMs = clockMs;
  }

  Future<Optional<Kept>> find(Identity owner) {
    return orAway(credentials.look(proxyOf(owner)));
  }

  /** A request for a fresh key, which waits an hour for its certificate. */
  Future<String> request(Identity owner, X509Certificate certificate) {
    return vertx
        .executeBlocking(() -> Requested.like(certificate), false)
        .compose(made ->
            orAway(credentials.keep(requestOf(owner), waiting(made))).map(kept -> made.request()));
  }

  private Kept waiting(Requested made) {
    return new Kept(Secret.of(made.pem()), clockMs.getAsLong() + REQUEST_LIFE_MS, List.of());
  }

  private static <T> Future<T> orAway(Future<T> asked) {
    return asked.recover(cause ->
        Future.failedFuture(
            new CommandLog.Unavailable(
                "delegated credentials cannot be read or kept now: " + cause.getMessage(),
                RETRY_AFTER_S)));
  }

  /** Takes a signed proxy in place of an older one; its request is used up. */
  Future<Void> take(Identity owner, String pem) {
    return orAway(credentials.look(requestOf(owner)))
        .map(requested ->
            requested.orElseThrow(() -> Refusal.badRequest("No credential cache found")))
        .compose(requested -> vertx.executeBlocking(() -> proxy(owner, pem, requested), false))
        .compose(proxy -> orAway(credentials.keep(proxyOf(owner), proxy)))
        .compose(kept -> orAway(credentials.remove(requestOf(owner))));
  }

  private Kept proxy(Identity owner, String pem, Kept requested) {
    return Signed.parse(pem).with(Requested.read(requested.text().reveal()), check, owner.userDn());
  }

  Future<Void> remove(Identity owner) {
    return find(owner)
        .compose(found ->
            found.isEmpty()
                ? Future.failedFuture(Refusal.notFound("Delegated credentials not found"))
                : orAway(credentials.remove(proxyOf(owner))))
        .compose(removed -> orAway(credentials.remove(requestOf(owner))));
  }

  /**
   * Refuses a submission of a certificate's holder that has lent nothing, or nothing that lasts an
   * hour, as FTS does: 419.
   */
  public Future<Void> requireOf(Identity owner) {
    if (!isAskedOf(owner)) {
      return Future.succeededFuture();
    }
    Optional<Kept> known = credentials.find(proxyOf(owner));
    return known.isPresent()
        ? Future.succeededFuture(known).compose(found -> lasting(owner, found))
        : find(owner).compose(found -> lasting(owner, found));
  }

  /** Whether storages are opened with what it has lent. */
  public boolean isAskedOf(Identity owner) {
    return owner.proof() instanceof Proof.Certificate;
  }

  private Future<Void> lasting(Identity owner, Optional<Kept> found) {
    if (found.isEmpty()) {
      return refused("No delegation found for \"" + owner.userDn() + "\"");
    }
    return found.get().expiresMs() - clockMs.getAsLong() < HOUR_MS
        ? refused(
            "The delegated credentials has less than one hour left (" + owner.delegationId() + ")")
        : Future.succeededFuture();
  }

  private static Future<Void> refused(String why) {
    return Future.failedFuture(new Refusal(AUTHENTICATION_TIMEOUT, why));
  }

  private static Slot proxyOf(Identity owner) {
    return new Slot(owner.owner(), Slot.Kind.PROXY);
  }

  private static Slot requestOf(Identity owner) {
    return new Slot(owner.owner(), Slot.Kind.REQUESTED);
  }
}
