package io.tern.storage.webdav;

import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Latest;
import io.tern.storage.http.TokenRule;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;

/** The dialects of the servers that answered last, and what follows from them for redirects. */
final class Dialects implements TokenRule {
  private static final int SERVERS = 4096;

  private final Latest<String, Dialect> known = new Latest<>(SERVERS);
  private final List<String> tokenDomains;

  /**
   * @param tokenDomains inside which a token may follow a redirect
   */
  Dialects(List<String> tokenDomains) {
    this.tokenDomains = List.copyOf(tokenDomains);
  }

  void learn(Endpoint from, HttpClientResponse response) {
    Dialect.of(response.headers())
        .filter(told -> told.outweighs(of(from)))
        .ifPresent(told -> known.put(from.authority(), told));
  }

  /** {@link Dialect#OTHER} for a server that has not shown its own. */
  Dialect of(Endpoint endpoint) {
    Dialect dialect = known.get(endpoint.authority());
    return dialect == null ? Dialect.OTHER : dialect;
  }

  boolean knows(Endpoint endpoint) {
    return known.get(endpoint.authority()) != null;
  }

  @Override
  public boolean mayFollow(Endpoint from, Endpoint next) {
    return of(from).redirectsNeedToken() && share(tokenDomains, from, next);
  }

  static boolean share(List<String> domains, Endpoint one, Endpoint other) {
    return domains.stream()
        .anyMatch(domain -> isIn(domain, one.host()) && isIn(domain, other.host()));
  }

  private static boolean isIn(String domain, String host) {
    return host.equals(domain) || host.endsWith("." + domain);
  }
}
