package io.tern.orchestrator.config;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a client says who it is.
 *
 * @param audiences as which a token must name this service, at least one where there are issuers
 * @param issuers whose tokens are believed
 * @param badTokensAreAnonymous whether a token that is not believed counts as none, as in FTS,
 *     instead of 401
 * @param roles from a VOMS role, such as {@code production} or {@code /cms/Role=production}, to
 *     what it may do, such as {@code all:config}
 * @param rootUsers DNs that may do everything
 * @param vosOfDns the VOs of holders of certificates that show no attributes
 */
public record Identity(
    Mode mode,
    Set<String> audiences,
    List<Issuer> issuers,
    boolean badTokensAreAnonymous,
    Map<String, List<String>> roles,
    List<String> rootUsers,
    Map<String, List<String>> vosOfDns) {
  static final Identity DEFAULTS =
      new Identity(Mode.OPEN, Set.of(), List.of(), false, Map.of(), List.of(), Map.of());

  public Identity {
    audiences = Set.copyOf(audiences);
    issuers = List.copyOf(issuers);
    roles = Map.copyOf(roles);
    rootUsers = List.copyOf(rootUsers);
    vosOfDns = Map.copyOf(vosOfDns);
    Check.that(
        issuers.isEmpty() || !audiences.isEmpty(),
        "audiences",
        audiences,
        "at least one, since there are issuers");
    Set<String> seen = new HashSet<>();
    for (Issuer issuer : issuers) {
      Check.that(seen.add(issuer.url), "issuers", issuer.url, "each once");
    }
  }

  /** The ways to tell. */
  public enum Mode {
    /** Everybody is the operator; only where nobody but this machine can ask. */
    OPEN,
    /** By what they can prove: bearer tokens, certificates. */
    CREDENTIALS,
    /** Headers say it, unproven: for test suites. */
    TRUSTED_HEADERS
  }

  /**
   * Whose tokens are believed.
   *
   * @param url exactly as tokens name it; https, or http on loopback
   * @param vo of all its subjects
   * @param groups without a vo: from a group of {@code wlcg.groups} to a VO
   * @param scope that every token must have
   * @param grants from a scope or group to what it may do, such as {@code all:config}
   */
  public record Issuer(
      String url,
      Optional<String> vo,
      Map<String, String> groups,
      Optional<String> scope,
      Map<String, List<String>> grants) {
    public Issuer {
      groups = Map.copyOf(groups);
      grants = Map.copyOf(grants);
      Check.that(isSafe(url), "url", url, "https://..., or http:// on loopback");
      Check.that(vo.isEmpty() || groups.isEmpty(), "groups", groups, "none, since the vo is given");
    }

    private static boolean isSafe(String url) {
      URI uri = URI.create(url);
      boolean plain = uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null;
      return plain
          && ("https".equals(uri.getScheme())
              || "http".equals(uri.getScheme()) && new HostPort(uri.getHost(), 0).isLoopback());
    }
  }
}
