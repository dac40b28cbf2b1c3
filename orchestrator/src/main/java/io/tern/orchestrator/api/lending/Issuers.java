package io.tern.orchestrator.api.lending;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose tokens may be lent. Issuers are written with a slash at their end or without.
 *
 * @param believed all of them
 * @param renewing those that give other tokens in their place
 */
public record Issuers(Set<String> believed, Set<String> renewing) {
  public Issuers {
    believed = bare(believed);
    renewing = bare(renewing);
  }

  boolean believes(String issuer) {
    return believed.contains(bare(issuer));
  }

  boolean renews(String issuer) {
    return renewing.contains(bare(issuer));
  }

  private static Set<String> bare(Collection<String> issuers) {
    return issuers.stream().map(Issuers::bare).collect(Collectors.toUnmodifiableSet());
  }

  private static String bare(String issuer) {
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }
}
