package io.tern.orchestrator.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The two listeners and what a request may hold.
 *
 * @param http for clients
 * @param quotas by VO, {@code *} for those without an entry
 * @param tls how {@code http} speaks TLS; empty: in the clear
 * @param health for {@code /livez}, {@code /readyz} and {@code /metrics}
 */
public record Server(
    HostPort http, HostPort health, Limits limits, Map<String, Quota> quotas, Optional<Tls> tls) {
  static final Server DEFAULTS =
      new Server(
          new HostPort("127.0.0.1", 8446),
          new HostPort("127.0.0.1", 8447),
          Limits.DEFAULTS,
          Map.of(),
          Optional.empty());

  public Server {
    quotas = Map.copyOf(quotas);
    Check.that(
        http.port() == 0 || !http.equals(health), "health", health, "another address than http");
  }

  /**
   * TLS 1.2 and 1.3, asking clients for a certificate.
   *
   * @param certificate PEM, with the chain below the authority; taken up when replaced
   * @param key PEM, PKCS #8, not open to others
   * @param authorities whose clients' certificates are believed: a grid site's directory
   * @param vomsdir {@code VO/HOST.lsc}; without it no VOMS attribute is believed
   * @param requireRevocationLists whether an authority without a valid list is not believed
   */
  public record Tls(
      Path certificate,
      Path key,
      Optional<Path> authorities,
      Optional<Path> vomsdir,
      boolean requireRevocationLists) {}

  /**
   * What one request may hold; over a limit the answer names it.
   *
   * @param body 1KB to 2047MB, 413 beyond
   * @param depth of JSON, 2 to 1000
   * @param string the longest text in JSON
   * @param transfers of one job, 1 to 10000000, 400 beyond
   * @param stagingMargin how much longer than {@code bring_online} a job that says both has to be
   *     willing to wait in queue, up to 30d, 400 below (FTS's {@code
   *     BringOnlineAndExpirationDelta}); 0s: no rule
   */
  public record Limits(
      DataSize body, int depth, DataSize string, int transfers, Duration stagingMargin) {
    static final Limits DEFAULTS =
        new Limits(
            DataSize.ofMegabytes(256), 32, DataSize.ofKilobytes(64), 10_000_000, Duration.ZERO);

    public Limits {
      Check.range("body", body, DataSize.ofKilobytes(1), DataSize.ofMegabytes(2047));
      Check.range("depth", depth, 2, 1000);
      Check.range("string", string, DataSize.ofKilobytes(1), DataSize.ofMegabytes(20));
      Check.range("transfers", transfers, 1, 10_000_000);
      Check.range("stagingMargin", stagingMargin, Duration.ZERO, Duration.ofDays(30));
    }
  }

  /**
   * What a VO may ask of this node; beyond, 429 (413 for a body). What is left out is not limited.
   *
   * @param submissionsPerSecond jobs in each second, from 1
   * @param body of one submission, from 1KB
   * @param eventStreams open at once, from 1
   * @param queuedTransfers of unfinished jobs in the whole service, from 1
   */
  public record Quota(
      Optional<Integer> submissionsPerSecond,
      Optional<DataSize> body,
      Optional<Integer> eventStreams,
      Optional<Long> queuedTransfers) {
    public Quota {
      submissionsPerSecond.ifPresent(n -> positive("submissionsPerSecond", n));
      eventStreams.ifPresent(n -> positive("eventStreams", n));
      queuedTransfers.ifPresent(n -> positive("queuedTransfers", n));
      body.ifPresent(
          size -> Check.range("body", size, DataSize.ofKilobytes(1), DataSize.ofMegabytes(2047)));
    }

    private static void positive(String name, long value) {
      Check.that(value > 0, name, value, "1 or more");
    }
  }
}
