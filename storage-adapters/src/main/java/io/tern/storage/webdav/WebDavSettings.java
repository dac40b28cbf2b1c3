package io.tern.storage.webdav;

import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How the adapter treats every WebDAV storage.
 *
 * @param connect for a TCP connection and for a TLS handshake
 * @param request for one metadata request, from sending it to the end of its answer
 * @param firstDigest for the first request of a checksum: XRootD loses some of them for ever
 * @param secondDigest for its repetition: a large file's checksum takes minutes
 * @param repeatAfter pause before an idempotent request is repeated, once
 * @param connectionsPerHost for metadata, kept alive
 * @param copies running at once, over all storages; each occupies a connection
 * @param tick how often running copies are held against their limits
 * @param trust certificate authorities, empty for the JDK's
 */
public record WebDavSettings(
    Duration connect,
    Duration request,
    Duration firstDigest,
    Duration secondDigest,
    Duration repeatAfter,
    int connectionsPerHost,
    int copies,
    Duration tick,
    Optional<TrustOptions> trust) {

  public static final WebDavSettings DEFAULT =
      new WebDavSettings(
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMinutes(3),
          Duration.ofMillis(500),
          16,
          10_000,
          Duration.ofSeconds(1),
          Optional.empty());

  public WebDavSettings {
    atLeastOne("connectionsPerHost", connectionsPerHost);
    atLeastOne("copies", copies);
    atLeastOne("tick in ms", tick.toMillis());
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }

  public WebDavSettings trusting(TrustOptions authorities) {
    return new WebDavSettings(
        connect,
        request,
        firstDigest,
        secondDigest,
        repeatAfter,
        connectionsPerHost,
        copies,
        tick,
        Optional.of(authorities));
  }
}
