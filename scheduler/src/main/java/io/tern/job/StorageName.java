package io.tern.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A storage: {@code scheme://host}, lower case, without port, user or path. It is what limits, bans
 * and settings are keyed by; FTS calls it a storage element.
 */
public record StorageName(String value) implements Comparable<StorageName> {
  public StorageName {
    if (!value.equals("*") && value.indexOf("://") <= 0) {
      throw new IllegalArgumentException("storage: " + value + " (expected: scheme://host or *)");
    }
  }

  /** The storage that holds {@code url}; the rules for a bad URL are those of FTS submissions. */
  public static StorageName ofUrl(String url) {
    URI uri = parse(url);
    if (uri.getScheme() == null) {
      throw new IllegalArgumentException("Missing scheme (" + url + ")");
    }
    String host = hostOf(uri);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("Missing host (" + url + ")");
    }
    return new StorageName((uri.getScheme() + "://" + host).toLowerCase(Locale.ROOT));
  }

  private static URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("Malformed URL (" + url + "): " + e.getReason(), e);
    }
  }

  /**
   * The host of an authority that {@link URI} may refuse to take apart (underscores are in use).
   */
  private static String hostOf(URI uri) {
    if (uri.getHost() != null) {
      return uri.getHost();
    }
    String authority = uri.getRawAuthority();
    if (authority == null) {
      return "";
    }
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int port = host.lastIndexOf(':');
    return port >= 0 && host.indexOf(']', port) < 0 ? host.substring(0, port) : host;
  }

  /** Whether it only plays a storage, as gfal2's mock plug-in does. */
  public boolean isMock() {
    return value.startsWith("mock://");
  }

  public String scheme() {
    return value.substring(0, value.indexOf("://"));
  }

  public String host() {
    return value.substring(value.indexOf("://") + 3);
  }

  @Override
  public int compareTo(StorageName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
