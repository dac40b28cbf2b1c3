package io.tern.orchestrator.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** An issuer of tokens without a server: its keys, and whether it is reached. */
final class Issuer implements KeySource {
  static final String URL = "https://iam.example.org/";
  static final String AUDIENCE = "https://tern.example.org";

  private List<JWK> keys;
  private boolean away;
  private int asked;

  Issuer(JWK... keys) {
    this.keys = List.of(keys);
  }

  void publish(JWK... others) {
    keys = List.of(others);
  }

  void goAway(boolean gone) {
    away = gone;
  }

  int asked() {
    return asked;
  }

  @Override
  public Future<JWKSet> keysOf(String issuer) {
    asked++;
    return away
        ? Future.failedFuture(new IOException("away"))
        : Future.succeededFuture(TrustedKeys.of(new JWKSet(keys)));
  }

  static RSAKey rsa(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static ECKey ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Good claims, valid for an hour from {@code nowMs}. */
  static JWTClaimsSet.Builder claims(long nowMs) {
    return new JWTClaimsSet.Builder()
        .issuer(URL)
        .subject("alice")
        .audience(AUDIENCE)
        .claim("scope", "fts storage.read:/")
        .claim("wlcg.groups", List.of("/cms/production", "/cms"))
        .claim("wlcg.ver", "1.0")
        .notBeforeTime(Date.from(Instant.ofEpochMilli(nowMs)))
        .expirationTime(Date.from(Instant.ofEpochMilli(nowMs + 3_600_000)));
  }

  static String signed(JWK key, JWTClaimsSet.Builder claims) {
    JWSAlgorithm algorithm = key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
    return signed(key, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()), claims);
  }

  static String signed(JWK key, JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT token = new SignedJWT(header.build(), claims.build());
      token.sign(
          key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
