package io.tern.orchestrator.api.identity;

import io.tern.orchestrator.security.address.Outbound;
import io.vertx.core.Vertx;

/** Makes {@link Identities} once there is something to run them on. */
@FunctionalInterface
public interface IdentityMaker {
  Identities make(Vertx vertx, Outbound outbound);

  /** Makes those that ask for proofs. */
  @FunctionalInterface
  interface OfCredentials {
    Identities.Credentials make(Vertx vertx, Outbound outbound);
  }
}
