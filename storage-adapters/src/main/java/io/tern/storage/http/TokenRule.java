package io.tern.storage.http;

/**
 * Whether a bearer token may go along with a redirect from one host to another. It stays with its
 * host otherwise, and never goes to plain http, whatever the rule says.
 */
@FunctionalInterface
public interface TokenRule {
  TokenRule NEVER = (from, next) -> false;

  boolean mayFollow(Endpoint from, Endpoint next);
}
