package io.tern.orchestrator.credential;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host of an S3 URL. What is said of a host serves its virtual hosts too; the longest name
 * decides.
 *
 * @param host in lower case
 */
record Buckets(String host) {
  private static final Pattern S3 = Pattern.compile("(?i)s3s?://([^:/?#]*)");

  /** Empty for other URLs. */
  static Optional<Buckets> of(String url) {
    Matcher s3 = S3.matcher(url);
    return s3.lookingAt()
        ? Optional.of(new Buckets(s3.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** What is said of the host, else of it without its first part, and so on. */
  <T> Optional<T> longest(Function<String, Optional<T>> named) {
    Optional<T> found = named.apply(host);
    int dot = host.indexOf('.');
    return found.isPresent() || dot < 0
        ? found
        : new Buckets(host.substring(dot + 1)).longest(named);
  }
}
