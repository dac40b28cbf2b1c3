package io.tern.orchestrator.renewal;

import io.tern.orchestrator.credential.Credentials;
import io.tern.orchestrator.credential.Kept;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.renewal.RenewalMeter.Grant;
import io.tern.orchestrator.renewal.RenewalMeter.Outcome;
import io.tern.orchestrator.security.Secret;
import io.tern.orchestrator.security.token.Granted;
import io.tern.orchestrator.security.token.IssuerRefused;
import io.tern.orchestrator.security.token.StorageToken;
import io.tern.orchestrator.security.token.TokenEndpoint;
import io.tern.orchestrator.security.token.TokenEndpoint.Client;
import io.tern.orchestrator.security.token.TokenRefused;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one token renewed: by what its issuer gave for that, else in exchange for itself. What comes
 * is kept before anybody is told.
 */
record Renewal(
    Credentials credentials, Providers providers, TokenEndpoint endpoint, RenewalMeter meter) {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

  /**
   * Completes once another token is durable; fails with {@link IssuerRefused} when there will be
   * none any more, else with what stands in the way.
   */
  Future<Void> of(Slot token, String issuer) {
    Optional<Client> client = providers.client(issuer);
    if (client.isEmpty()) {
      return Future.failedFuture(
          new IOException(
              issuer
                  + " gives no new token now: no client of it is set (/config/token_providers)"));
    }
    return credentials
        .find(token.as(Slot.Kind.REFRESH))
        .map(refresh -> refresh(client.get(), issuer, refresh.text()))
        .orElseGet(() -> exchange(client.get(), token, issuer))
        .compose(given -> keep(token, issuer, given));
  }

  private Future<Granted> exchange(Client client, Slot token, String issuer) {
    Optional<Kept> lent = credentials.find(token);
    if (lent.isEmpty()) {
      return Future.failedFuture(
          new IssuerRefused(issuer, "the token that was lent has expired before"));
    }
    try {
      Secret text = lent.get().text();
      return counted(
              issuer,
              Grant.EXCHANGE,
              endpoint.exchange(client, text, StorageToken.parse(text.reveal())))
          .onSuccess(given -> LOG.info("{} has exchanged {}", issuer, token))
          .compose(given -> usable(client, issuer, given));
    } catch (TokenRefused e) {
      return Future.failedFuture(new IssuerRefused(issuer, String.valueOf(e.getMessage())));
    }
  }

  /** An issuer may give nothing but the right to ask again (RFC 8693, section 2.2.1). */
  private Future<Granted> usable(Client client, String issuer, Granted given) {
    return given.access().isPresent()
        ? Future.succeededFuture(given)
        : given
            .refresh()
            .map(refresh ->
                refresh(client, issuer, refresh.text())
                    .map(further -> further.orRefresh(given.refresh())))
            .orElseGet(() -> Future.succeededFuture(given));
  }

  private Future<Granted> refresh(Client client, String issuer, Secret text) {
    return counted(issuer, Grant.REFRESH, endpoint.refresh(client, issuer, text));
  }

  private Future<Granted> counted(String issuer, Grant grant, Future<Granted> asked) {
    return asked
        .onSuccess(given -> meter.asked(issuer, grant, Outcome.GIVEN))
        .onFailure(e ->
            meter.asked(
                issuer, grant, e instanceof IssuerRefused ? Outcome.REFUSED : Outcome.AWAY));
  }

  /** What the next renewal needs first: some issuers take each refresh token but once. */
  private Future<Void> keep(Slot token, String issuer, Granted given) {
    Future<Void> further =
        given
            .refresh()
            .map(refresh -> keep(token.as(Slot.Kind.REFRESH), issuer, refresh))
            .orElseGet(Future::succeededFuture);
    return further.compose(kept ->
        given
            .access()
            .map(access -> keep(token, issuer, access))
            .orElseGet(Future::succeededFuture));
  }

  private Future<Void> keep(Slot slot, String issuer, Granted.Token given) {
    return credentials.keep(slot, Kept.renewable(given.text(), given.expiresMs(), issuer));
  }
}
