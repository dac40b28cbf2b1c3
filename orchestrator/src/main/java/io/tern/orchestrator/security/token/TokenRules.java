package io.tern.orchestrator.security.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every token has to say, whoever issued it (RFC 7519; WLCG Common JWT Profiles 1.2).
 *
 * @param audiences one of which it must name: this service
 */
public record TokenRules(Set<String> audiences) {
  /** Clocks of issuers and of this node differ by so much at most. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private static final int LONGEST_SUBJECT = 255;

  public TokenRules {
    audiences = Set.copyOf(audiences);
  }

  /** The claims, when the rules hold at {@code nowMs}. */
  Claims check(JWTClaimsSet claims, long nowMs) throws TokenRefused {
    return new Claims(
        String.valueOf(claims.getIssuer()),
        subject(claims.getSubject()),
        scopes(claims),
        texts(claims, "wlcg.groups"),
        audience(claims.getAudience()),
        lifetime(claims.getNotBeforeTime(), claims.getExpirationTime(), nowMs),
        profile(text(claims, "wlcg.ver")));
  }

  private static String subject(@Nullable String subject) throws TokenRefused {
    refuseIf(subject == null || subject.isBlank(), "sub: missing");
    String given = String.valueOf(subject);
    refuseIf(
        given.length() > LONGEST_SUBJECT || given.chars().anyMatch(Character::isISOControl),
        "sub: expected at most " + LONGEST_SUBJECT + " characters, no control characters");
    return given;
  }

  private List<String> audience(List<String> named) throws TokenRefused {
    refuseIf(
        Collections.disjoint(named, audiences),
        "aud: " + named + " (expected: one of " + audiences + ")");
    return named;
  }

  private static long lifetime(@Nullable Date from, @Nullable Date to, long nowMs)
      throws TokenRefused {
    if (to == null) {
      throw new TokenRefused("exp: missing");
    }
    refuseIf(to.getTime() + SKEW.toMillis() <= nowMs, "exp: expired at " + to.toInstant());
    if (from != null && from.getTime() - SKEW.toMillis() > nowMs) {
      throw new TokenRefused("nbf: not valid before " + from.toInstant());
    }
    return to.getTime() + SKEW.toMillis();
  }

  private static String profile(String version) throws TokenRefused {
    refuseIf(
        !version.isEmpty() && !version.startsWith("1."),
        "wlcg.ver: " + version + " (expected: 1.x)");
    return version;
  }

  static List<String> scopes(JWTClaimsSet claims) throws TokenRefused {
    String scope = text(claims, "scope");
    return scope.isBlank() ? List.of() : List.of(scope.strip().split(" +"));
  }

  private static String text(JWTClaimsSet claims, String name) throws TokenRefused {
    try {
      String text = claims.getStringClaim(name);
      return text == null ? "" : text;
    } catch (ParseException e) {
      throw new TokenRefused(name + ": expected a text");
    }
  }

  static List<String> texts(JWTClaimsSet claims, String name) throws TokenRefused {
    try {
      List<String> texts = claims.getStringListClaim(name);
      refuseIf(texts != null && texts.contains(null), name + ": expected a list of texts");
      return texts == null ? List.of() : texts;
    } catch (ParseException e) {
      throw new TokenRefused(name + ": expected a list of texts");
    }
  }

  private static void refuseIf(boolean broken, String rule) throws TokenRefused {
    if (broken) {
      throw new TokenRefused(rule);
    }
  }
}
