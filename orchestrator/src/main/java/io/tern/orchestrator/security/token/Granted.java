package io.tern.orchestrator.security.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.tern.orchestrator.security.Secret;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer has given (RFC 6749, section 5.1; RFC 8693, section 2.2.1).
 *
 * @param access a token for storages, if it gave one
 * @param refresh what it will give further ones for, if that is new
 */
public record Granted(Optional<Token> access, Optional<Token> refresh) {
  private static final String REFRESH_TYPE = "urn:ietf:params:oauth:token-type:refresh_token";

  /** Of a refresh token that does not say how long it lives (WLCG Common JWT Profiles, 4.3.1). */
  private static final Duration REFRESH_LIFE = Duration.ofDays(30);

  /**
   * @param expiresMs wall time
   */
  public record Token(Secret text, long expiresMs) {}

  /** The same with the older refresh token, unless there is a new one. */
  public Granted orRefresh(Optional<Token> older) {
    return refresh.isPresent() ? this : new Granted(access, older);
  }

  /** Reads an answer that came at {@code nowMs}. */
  static Granted parse(String json, long nowMs) throws IOException {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(json);
      boolean onlyRefresh = REFRESH_TYPE.equals(members.get("issued_token_type"));
      Optional<String> access = text(members, "access_token");
      Optional<String> refresh = text(members, "refresh_token");
      return onlyRefresh && refresh.isEmpty()
          ? new Granted(Optional.empty(), access.map(text -> refresh(text, members, nowMs)))
          : new Granted(
              access(access, members, nowMs), refresh.map(text -> refresh(text, members, nowMs)));
    } catch (ParseException e) {
      throw new IOException("its answer is no JSON object");
    }
  }

  private static Optional<Token> access(
      Optional<String> text, Map<String, Object> members, long nowMs) throws IOException {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    long end = end(text.get(), members.get("expires_in"), nowMs, 0);
    if (end <= nowMs) {
      throw new IOException("it gave a token that does not live (exp, expires_in)");
    }
    return Optional.of(new Token(Secret.of(text.get()), end));
  }

  private static Token refresh(String text, Map<String, Object> members, long nowMs) {
    Object life = members.get("refresh_expires_in");
    return new Token(Secret.of(text), end(text, life, nowMs, nowMs + REFRESH_LIFE.toMillis()));
  }

  /** As the token says, else as the answer does. */
  private static long end(String text, @Nullable Object lifeS, long nowMs, long otherwise) {
    try {
      JWTClaimsSet claims = JWTParser.parse(text).getJWTClaimsSet();
      Date end = claims == null ? null : claims.getExpirationTime();
      if (end != null) {
        return end.getTime();
      }
    } catch (ParseException e) {
      // One that only its issuer can read.
    }
    return lifeS instanceof Number seconds && seconds.longValue() > 0
        ? nowMs + Duration.ofSeconds(seconds.longValue()).toMillis()
        : otherwise;
  }

  private static Optional<String> text(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }
}
