package io.tern.orchestrator.api.server;

import io.tern.orchestrator.api.quota.Quotas;
import io.tern.orchestrator.api.submission.Limits;
import io.tern.orchestrator.security.address.StoragePolicy;
import io.tern.orchestrator.security.certificate.HostCertificate;
import java.time.Duration;
import java.util.Optional;

/**
 * How clients reach the service.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param nodeName shown as {@code submit_host}
 * @param loops event loops that serve connections
 * @param connections most at once; further ones are closed
 * @param concurrentReads most answers at once that read the view
 * @param firstRequest a new connection must have sent a whole request head within this time
 * @param idle a connection without traffic is closed after this time
 * @param requestsPerSecond to the native API by one principal; further ones get 429
 * @param allowedOrigin one further {@code Origin} that is let in
 * @param quotas of VOs, below what the node bears
 * @param storages that users may name
 * @param tls our certificate; empty: in the clear
 * @param reread how often it is looked whether our certificate has been replaced
 */
public record HttpSettings(
    String host,
    int port,
    String nodeName,
    int loops,
    int connections,
    int concurrentReads,
    Duration firstRequest,
    Duration idle,
    Duration drain,
    int requestsPerSecond,
    Optional<String> allowedOrigin,
    Limits limits,
    Quotas quotas,
    StoragePolicy storages,
    Optional<HostCertificate> tls,
    Duration reread) {

  /** What fits one node of two cores on loopback. */
  public static HttpSettings on(String host, int port, String nodeName) {
    return new HttpSettings(
        host,
        port,
        nodeName,
        Runtime.getRuntime().availableProcessors(),
        10_000,
        1_024,
        Duration.ofSeconds(15),
        Duration.ofSeconds(75),
        Duration.ofSeconds(15),
        1_000,
        Optional.empty(),
        Limits.DEFAULT,
        Quotas.NONE,
        StoragePolicy.OPEN,
        Optional.empty(),
        Duration.ofMinutes(1));
  }

  /** The same with other limits on submissions, and on the storages that they name. */
  public HttpSettings with(Limits other, StoragePolicy policy) {
    return with(other, quotas, policy, tls, reread);
  }

  /** The same over TLS. */
  public HttpSettings withTls(HostCertificate certificate) {
    return with(limits, quotas, storages, Optional.of(certificate), reread);
  }

  /** The same, looking at the certificate's files that often. */
  public HttpSettings rereading(Duration other) {
    return with(limits, quotas, storages, tls, other);
  }

  /** The same with other quotas. */
  public HttpSettings with(Quotas other) {
    return with(limits, other, storages, tls, reread);
  }

  private HttpSettings with(
      Limits other,
      Quotas quota,
      StoragePolicy policy,
      Optional<HostCertificate> certificate,
      Duration look) {
    return new HttpSettings(
        host,
        port,
        nodeName,
        loops,
        connections,
        concurrentReads,
        firstRequest,
        idle,
        drain,
        requestsPerSecond,
        allowedOrigin,
        other,
        quota,
        policy,
        certificate,
        look);
  }
}
