package io.tern.orchestrator.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.vertx.core.Future;
import java.text.ParseException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells a good token from any other. A token that was good is believed again, without a look at its
 * signature, until it expires. What a token says of where keys are ({@code jku}, {@code x5u},
 * {@code jwk}) is never followed. Safe for use by many threads.
 */
public final class TokenVerifier {
  private static final int LONGEST = 16 * 1024;
  private static final int LONGEST_KEY_ID = 255;

  private final Map<String, IssuerKeys> issuers;
  private final TokenRules rules;
  private final LongSupplier clockMs;
  private final Believed believed = new Believed();

  /**
   * @param issuers exact URLs of those who are believed
   * @param clockMs wall time
   */
  public TokenVerifier(
      Collection<String> issuers, TokenRules rules, KeySource source, LongSupplier clockMs) {
    this.issuers =
        issuers.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), issuer -> new IssuerKeys(issuer, source, clockMs)));
    this.rules = rules;
    this.clockMs = clockMs;
  }

  /**
   * What {@code token} says; fails with {@link TokenRefused}, or with {@link KeysUnavailable} while
   * its issuer has not been reached. A known token is answered at once; otherwise the future may
   * complete on another thread.
   */
  public Future<Claims> verify(String token) {
    byte[] hash = Believed.hash(token);
    Claims known = believed.get(hash, clockMs.getAsLong());
    if (known != null) {
      return Future.succeededFuture(known);
    }
    try {
      SignedJWT parsed = parse(token);
      return keysOf(parsed)
          .having(parsed.getHeader().getKeyID())
          .compose(keys -> verified(parsed, keys))
          .onSuccess(claims -> believed.put(hash, claims));
    } catch (TokenRefused e) {
      return Future.failedFuture(e);
    }
  }

  static SignedJWT parse(String token) throws TokenRefused {
    if (token.length() > LONGEST) {
      throw new TokenRefused("token: " + token.length() + " characters (limit: " + LONGEST + ")");
    }
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      refuseOddHeader(parsed);
      return parsed;
    } catch (ParseException | IllegalArgumentException e) {
      throw new TokenRefused("token: not a signed JSON Web Token");
    }
  }

  private static void refuseOddHeader(SignedJWT token) throws TokenRefused {
    if (!TrustedKeys.ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
      throw new TokenRefused("alg: expected one of " + TrustedKeys.ALGORITHMS);
    }
    String kid = token.getHeader().getKeyID();
    if (kid != null && kid.length() > LONGEST_KEY_ID) {
      throw new TokenRefused("kid: over " + LONGEST_KEY_ID + " characters (limit)");
    }
  }

  private IssuerKeys keysOf(SignedJWT token) throws TokenRefused {
    IssuerKeys keys = issuers.get(claimsOf(token).getIssuer());
    if (keys == null) {
      throw new TokenRefused("iss: not an issuer that is believed here");
    }
    return keys;
  }

  static JWTClaimsSet claimsOf(SignedJWT token) throws TokenRefused {
    try {
      JWTClaimsSet claims = token.getJWTClaimsSet();
      if (claims != null && claims.getIssuer() != null) {
        return claims;
      }
    } catch (ParseException e) {
      throw new TokenRefused("token: its claims are broken");
    }
    throw new TokenRefused("iss: missing");
  }

  private Future<Claims> verified(SignedJWT token, JWKSet keys) {
    try {
      return Future.succeededFuture(
          rules.check(processor(keys).process(token, null), clockMs.getAsLong()));
    } catch (BadJOSEException | JOSEException e) {
      return Future.failedFuture(new TokenRefused("signature: " + reason(e)));
    } catch (TokenRefused e) {
      return Future.failedFuture(e);
    }
  }

  /** The library's words for what is wrong with header and signature hold nothing of the token. */
  private static String reason(Exception e) {
    return e.getMessage() == null ? "not good" : e.getMessage();
  }

  private static DefaultJWTProcessor<SecurityContext> processor(JWKSet keys) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(TrustedKeys.ALGORITHMS, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    return processor;
  }
}
