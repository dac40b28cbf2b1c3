package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.token.Claims;
import io.tern.orchestrator.security.token.KeysUnavailable;
import io.tern.orchestrator.security.token.TokenRefused;
import io.tern.orchestrator.security.token.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Callers by the bearer token in their {@code Authorization} header (RFC 6750, section 2.1). */
final class BearerTokens {
  private static final String SCHEME = "bearer ";

  private final TokenVerifier verifier;
  private final Map<String, TokenIssuer> issuers;

  BearerTokens(TokenVerifier verifier, Collection<TokenIssuer> issuers) {
    this.verifier = verifier;
    this.issuers =
        issuers.stream()
            .collect(Collectors.toUnmodifiableMap(TokenIssuer::url, Function.identity()));
  }

  Set<String> issuers() {
    return issuers.keySet();
  }

  static boolean isShown(HttpServerRequest request) {
    return request.headers().contains("Authorization");
  }

  Future<Identity> of(HttpServerRequest request) {
    return token(request)
        .map(token -> verifier.verify(token).compose(this::identity, BearerTokens::refused))
        .orElseGet(() ->
            Future.failedFuture(
                NotIdentified.refused("Authorization: expected one header, Bearer TOKEN")));
  }

  /** As it is shown, whether it is believed or not. */
  static Optional<String> token(HttpServerRequest request) {
    List<String> shown = request.headers().getAll("Authorization");
    boolean one =
        shown.size() == 1 && shown.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return one
        ? Optional.of(shown.getFirst().substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private Future<Identity> identity(Claims claims) {
    TokenIssuer issuer = issuers.get(claims.issuer());
    if (issuer == null) {
      return Future.failedFuture(NotIdentified.refused("iss: not an issuer that is known here"));
    }
    try {
      return Future.succeededFuture(issuer.identity(claims));
    } catch (NotIdentified e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<Identity> refused(Throwable failure) {
    return Future.failedFuture(
        switch (failure) {
          case TokenRefused refused -> NotIdentified.refused(refused.getMessage());
          case KeysUnavailable away -> NotIdentified.notNow(away.getMessage());
          default -> failure;
        });
  }
}
