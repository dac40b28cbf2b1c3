package io.tern.orchestrator.security.token;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;

/** Where an issuer's keys come from. */
@FunctionalInterface
public interface KeySource {

  /** The keys that the issuer publishes now; at least one that signatures may be verified with. */
  Future<JWKSet> keysOf(String issuer);
}
