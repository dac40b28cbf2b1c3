package io.tern.orchestrator.security.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import java.util.List;
import java.util.Set;

/** Which algorithms and which of an issuer's keys are believed: public ones of some strength. */
final class TrustedKeys {
  /** Asymmetric ones alone, so that no public key is ever taken for a shared secret. */
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384);

  private static final int RSA_BITS = 2048;
  private static final int EC_BITS = 256;
  private static final int MOST = 64;

  private TrustedKeys() {}

  static JWKSet of(JWKSet published) {
    List<JWK> trusted =
        published.getKeys().stream()
            .filter(TrustedKeys::isTrusted)
            .limit(MOST)
            .map(JWK::toPublicJWK)
            .toList();
    return new JWKSet(trusted);
  }

  private static boolean isTrusted(JWK key) {
    int least = key.getKeyType().equals(KeyType.RSA) ? RSA_BITS : EC_BITS;
    boolean kind = key.getKeyType().equals(KeyType.RSA) || key.getKeyType().equals(KeyType.EC);
    boolean use = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    return kind && use && key.size() >= least;
  }
}
