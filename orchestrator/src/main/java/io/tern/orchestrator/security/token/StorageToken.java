package io.tern.orchestrator.security.token;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/**
 * What a token says of the storages that it opens (WLCG Common JWT Profiles 1.2, "Capability-based
 * Authorization"; SciTokens claims). It is worth something to storages alone, and they judge its
 * signature.
 *
 * @param groups whether it names groups, by which storages may go when it has no capabilities
 * @param audiences empty when it does not say
 * @param expiresMs wall time
 */
public record StorageToken(
    String issuer, List<String> scopes, boolean groups, List<String> audiences, long expiresMs) {

  /** What a token is to be used for. */
  public enum Use {
    READ(List.of("storage.read", "storage.stage", "read")),
    WRITE(List.of("storage.create", "storage.modify", "write"));

    private final List<String> capabilities;

    Use(List<String> capabilities) {
      this.capabilities = capabilities;
    }
  }

  private static final List<String> ANYWHERE = List.of("https://wlcg.cern.ch/jwt/v1/any", "ANY");

  public StorageToken {
    scopes = List.copyOf(scopes);
    audiences = List.copyOf(audiences);
  }

  /** Reads what {@code token} says, without a look at its signature. */
  public static StorageToken parse(String token) throws TokenRefused {
    JWTClaimsSet claims = TokenVerifier.claimsOf(TokenVerifier.parse(token));
    Date end = claims.getExpirationTime();
    if (end == null) {
      throw new TokenRefused("exp: missing");
    }
    return new StorageToken(
        String.valueOf(claims.getIssuer()),
        TokenRules.scopes(claims),
        !TokenRules.texts(claims, "wlcg.groups").isEmpty(),
        claims.getAudience(),
        end.getTime());
  }

  /** Whether it says that it opens anything at all. */
  public boolean hasCapabilities() {
    return scopes.stream().anyMatch(StorageToken::isCapability);
  }

  /** Whether {@code host} may take it for its own. */
  public boolean isFor(String host) {
    return audiences.isEmpty()
        || audiences.stream().anyMatch(one -> ANYWHERE.contains(one) || hostOf(one).equals(host));
  }

  /** Of {@code host}, {@code host:port} or a URL. */
  private static String hostOf(String audience) {
    int scheme = audience.indexOf("://");
    String rest = scheme < 0 ? audience : audience.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    int port = authority.indexOf(':', Math.max(authority.indexOf(']'), 0));
    return (port < 0 ? authority : authority.substring(0, port)).toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it may open {@code path}. Storages put a prefix of their own before an issuer's paths,
   * so a capability's path may stand anywhere in it.
   */
  public boolean permits(Use use, String path) {
    return hasCapabilities()
        ? scopes.stream().anyMatch(scope -> permits(use, scope, path))
        : groups;
  }

  private static boolean permits(Use use, String scope, String path) {
    int colon = scope.indexOf(':');
    String below = colon < 0 ? "/" : scope.substring(colon + 1);
    return use.capabilities.contains(name(scope)) && tidy(path).contains(tidy(below));
  }

  /** With one slash between names, and one at the end. */
  private static String tidy(String path) {
    return (path + "/").replaceAll("/+", "/");
  }

  private static boolean isCapability(String scope) {
    return Use.READ.capabilities.contains(name(scope))
        || Use.WRITE.capabilities.contains(name(scope));
  }

  private static String name(String scope) {
    int colon = scope.indexOf(':');
    return colon < 0 ? scope : scope.substring(0, colon);
  }
}
