package io.tern.orchestrator.config;

import io.tern.orchestrator.security.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How this node reaches storages.
 *
 * @param authorities directory of certificate authorities, hashed or plain PEM, taken up again when
 *     it changes; empty: those of the JDK
 * @param tokenDomains inside which a token may follow a redirect from one host to another
 * @param s3 what is known of S3 storages by host; one of a name serves its virtual hosts
 * @param local directory below which {@code local://host/path} may be read and written; empty: no
 *     such URL works
 * @param streamed copies at once that may go through the agent where no side can be active, 0 to
 *     10000; 0: none
 * @param requestsPerSecond of this node to one storage, copies themselves aside, up to 1000000; 0:
 *     as many as come
 */
public record Storages(
    Optional<Path> authorities,
    List<String> tokenDomains,
    Map<String, S3> s3,
    Optional<Path> local,
    int streamed,
    int requestsPerSecond) {
  static final Storages DEFAULTS =
      new Storages(Optional.empty(), List.of(), Map.of(), Optional.empty(), 0, 5_000);

  public Storages {
    tokenDomains = List.copyOf(tokenDomains);
    s3 = Map.copyOf(s3);
    Check.range("streamed", streamed, 0, 10_000);
    Check.range("requestsPerSecond", requestsPerSecond, 0, 1_000_000);
  }

  /**
   * An account at an S3 storage.
   *
   * @param id of the access key for all whose VO or user has none; empty: there is none
   * @param secret of that key, there if the id is
   * @param region as signatures name it
   * @param virtualHosts whether the bucket is the first part of the host, else of the path
   */
  public record S3(
      Optional<String> id, Optional<Secret> secret, String region, boolean virtualHosts) {
    public S3 {
      Check.that(
          id.isPresent() == secret.isPresent(),
          "secret",
          secret.map(Secret::toString).orElse("none"),
          "one for an id, none without");
    }
  }
}
