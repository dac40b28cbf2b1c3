package io.tern.orchestrator.api.lending;

import io.tern.orchestrator.security.token.StorageToken.Use;

/**
 * One end of a transfer, and what is done there.
 *
 * @param url as it was submitted, for messages
 */
public record End(Use use, String url, String scheme, String host, String path) {
  private static final String OVER_TLS = "https|davs";

  /** Whether a token would travel to it encrypted. */
  boolean isOverTls() {
    return scheme.matches(OVER_TLS);
  }

  /** {@code source} or {@code destination}. */
  String side() {
    return use == Use.READ ? "source" : "destination";
  }
}
