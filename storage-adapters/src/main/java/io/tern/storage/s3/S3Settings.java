package io.tern.storage.s3;

import io.tern.storage.Access;
import io.tern.storage.http.HttpSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the adapter treats S3 storages.
 *
 * @param http the ways there
 * @param accounts by host, lower case; one of a name serves its virtual hosts ({@code bucket.host})
 * @param largest bytes that one CopyObject takes; a larger object is copied in parts of that size.
 *     S3 allows 5 GiB and 10,000 parts
 */
public record S3Settings(HttpSettings http, Map<String, Account> accounts, long largest) {
  public static final long LARGEST = 5L << 30;

  public S3Settings {
    accounts = Map.copyOf(accounts);
    if (largest < 1 || largest > LARGEST) {
      throw new IllegalArgumentException(
          "largest: %d (expected: 1..%d)".formatted(largest, LARGEST));
    }
  }

  /**
   * What opens a storage when the user brings no key.
   *
   * @param region as the signature names it
   * @param virtualHosts whether the bucket is the first part of the host, else of the path
   */
  public record Account(Optional<Access.Keys> keys, String region, boolean virtualHosts) {
    static final Account NONE = new Account(Optional.empty(), "us-east-1", false);
  }

  /** The account of the longest name that {@code host} is or ends in. */
  Account account(String host) {
    for (String name = host; !name.isEmpty(); name = parent(name)) {
      Account found = accounts.get(name);
      if (found != null) {
        return found;
      }
    }
    return Account.NONE;
  }

  private static String parent(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  /** How long a URL for Tern's own requests holds. */
  static Duration ownUrls() {
    return Duration.ofMinutes(15);
  }
}
