package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.certificate.ChainCheck;
import io.tern.orchestrator.security.token.TokenRules;
import io.tern.orchestrator.security.token.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Callers of a service that believes certificates, and nobody's tokens. */
public final class Holders {
  private static final TokenVerifier NOBODY =
      new TokenVerifier(
          List.of(), new TokenRules(Set.of()), url -> Future.failedFuture("none"), () -> 0);

  private Holders() {}

  /** Without further rights. */
  public static Identities of(Vertx vertx, ChainCheck check) {
    return of(vertx, check, new Roles(Map.of(), Set.of(), Map.of()), System::currentTimeMillis);
  }

  public static Identities of(Vertx vertx, ChainCheck check, Roles roles, LongSupplier clockMs) {
    return new Identities.Credentials(NOBODY, List.of(), false)
        .withCertificates(vertx, check, roles, clockMs);
  }
}
