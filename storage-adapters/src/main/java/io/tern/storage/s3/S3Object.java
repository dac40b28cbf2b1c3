package io.tern.storage.s3;

import io.tern.storage.Access;
import io.tern.storage.Location;
import io.tern.storage.http.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One object at an S3 storage, {@code s3://host/bucket/key} or, with virtual hosts, {@code
 * s3://bucket.host/key}; {@code s3s} is over TLS. Knows the URLs that open it.
 */
record S3Object(Endpoint at, S3Settings.Account account, Access.Keys keys) {

  /**
   * @throws IllegalArgumentException if the URL names no object, or nobody has a key for it
   */
  static S3Object of(Location location, S3Settings settings) {
    Endpoint at = Endpoint.of(httpUrl(location.url()));
    S3Settings.Account account = settings.account(at.host());
    Optional<Access.Keys> keys =
        location.access() instanceof Access.Keys own ? Optional.of(own) : account.keys();
    String path = Encoding.path(at.path());
    return new S3Object(
        at.withTarget(path),
        account,
        keys.orElseThrow(() ->
            new IllegalArgumentException(
                "s3: no access key for " + at.host() + " (expected: a cloud storage setting)")));
  }

  private static String httpUrl(String url) {
    int end = url.indexOf("://");
    boolean tls = url.regionMatches(true, 0, "s3s", 0, Math.max(end, 3));
    return (tls ? "https" : "http") + url.substring(end);
  }

  /** {@code /bucket/key}, encoded, as the source of a copy. */
  String bucketAndKey() {
    return account.virtualHosts()
        ? "/" + at.host().substring(0, at.host().indexOf('.')) + at.path()
        : at.path();
  }

  /** Whether both are behind one door, opened by one key. */
  boolean isBesides(S3Object other) {
    return at.tls() == other.at.tls()
        && at.port() == other.at.port()
        && door().equals(other.door())
        && keys.equals(other.keys);
  }

  private String door() {
    return account.virtualHosts() ? at.host().substring(at.host().indexOf('.')) : at.host();
  }

  /** Where {@code method} may be sent for some time, with nothing but these headers. */
  Endpoint signed(
      String method, Map<String, String> query, Map<String, String> headers, Duration valid) {
    Map<String, String> signed = new TreeMap<>(headers);
    signed.put("host", host());
    String opened =
        Signer.s3(keys, account.region())
            .query(method, at.path(), query, signed, Instant.now(), valid);
    return at.withTarget(at.path() + "?" + opened);
  }

  /** As HTTP clients write it, without a default port. */
  private String host() {
    boolean usual = at.port() == (at.tls() ? 443 : 80);
    String authority = at.authority();
    return usual ? authority.substring(0, authority.lastIndexOf(':')) : authority;
  }

  /** A URL that lets whoever has it do {@code method} for some time. */
  String presigned(String method, Duration valid) {
    Endpoint signed = signed(method, Map.of(), Map.of(), valid);
    return (at.tls() ? "https://" : "http://") + host() + signed.target();
  }
}
