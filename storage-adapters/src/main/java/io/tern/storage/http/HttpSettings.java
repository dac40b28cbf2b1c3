package io.tern.storage.http;

import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How storages are spoken to over HTTP.
 *
 * @param connect for a TCP connection and for a TLS handshake
 * @param request for one metadata request, from sending it to the end of its answer
 * @param repeatAfter pause before an idempotent request is repeated, once
 * @param connectionsPerHost for metadata, kept alive
 * @param waiting requests that may wait for a connection
 * @param trust certificate authorities, empty for the JDK's
 */
public record HttpSettings(
    Duration connect,
    Duration request,
    Duration repeatAfter,
    int connectionsPerHost,
    int waiting,
    Optional<TrustOptions> trust) {
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMillis(500),
          16,
          10_000,
          Optional.empty());

  public HttpSettings {
    if (connectionsPerHost < 1 || waiting < 1) {
      throw new IllegalArgumentException(
          "connectionsPerHost, waiting: %d, %d (expected: >= 1)"
              .formatted(connectionsPerHost, waiting));
    }
  }

  public HttpSettings trusting(TrustOptions authorities) {
    return new HttpSettings(
        connect, request, repeatAfter, connectionsPerHost, waiting, Optional.of(authorities));
  }
}
