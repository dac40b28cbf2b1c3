package io.tern.storage.webdav;

import io.tern.storage.http.HttpSettings;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.List;

/**
 * How the adapter treats every WebDAV storage.
 *
 * @param http the ways there
 * @param firstDigest for the first request of a checksum: XRootD loses some of them for ever
 * @param secondDigest for its repetition: a large file's checksum takes minutes
 * @param copies running at once, over all storages; each occupies a connection
 * @param tick how often running copies are held against their limits
 * @param tokenDomains inside which a bearer token may follow a redirect to another host, where the
 *     storage's dialect needs that
 */
public record WebDavSettings(
    HttpSettings http,
    Duration firstDigest,
    Duration secondDigest,
    int copies,
    Duration tick,
    List<String> tokenDomains) {
  public static final WebDavSettings DEFAULT =
      new WebDavSettings(
          HttpSettings.DEFAULT,
          Duration.ofSeconds(10),
          Duration.ofMinutes(3),
          10_000,
          Duration.ofSeconds(1),
          List.of());

  public WebDavSettings {
    tokenDomains = List.copyOf(tokenDomains);
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
        http.trusting(authorities), firstDigest, secondDigest, copies, tick, tokenDomains);
  }
}
