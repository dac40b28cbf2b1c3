package io.tern.storage.http;

import java.util.Locale;

/**
 * Where an HTTP request goes, taken from a URL without re-encoding anything: a redirector's opaque
 * capabilities in the query must come back byte for byte.
 *
 * @param host without brackets, lower case
 * @param target path and query as they stood
 */
public record Endpoint(boolean tls, String host, int port, String target) {

  /**
   * @throws IllegalArgumentException for a scheme other than http, https, dav, davs, or what cannot
   *     stand in a request line
   */
  public static Endpoint of(String url) {
    int scheme = url.indexOf("://");
    String name = scheme < 0 ? "" : url.substring(0, scheme).toLowerCase(Locale.ROOT);
    boolean tls = name.equals("https") || name.equals("davs");
    if (!tls && !name.equals("http") && !name.equals("dav")) {
      throw new IllegalArgumentException("scheme: " + name + " (expected: http, https, dav, davs)");
    }
    String rest = withoutFragment(url.substring(scheme + 3));
    int path = firstOf(rest, '/', '?');
    String target = path == rest.length() ? "/" : rest.substring(path);
    return at(tls, rest.substring(0, path), target.startsWith("/") ? target : "/" + target);
  }

  private static Endpoint at(boolean tls, String authority, String target) {
    String hostPort = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = hostPort.lastIndexOf(':');
    boolean hasPort = colon >= 0 && hostPort.indexOf(']', colon) < 0;
    String host = (hasPort ? hostPort.substring(0, colon) : hostPort).toLowerCase(Locale.ROOT);
    if (host.isEmpty() || target.chars().anyMatch(c -> c <= ' ' || c == 127)) {
      throw new IllegalArgumentException("URL: needs a host, and no blanks or control characters");
    }
    int port = hasPort ? port(hostPort.substring(colon + 1)) : tls ? 443 : 80;
    return new Endpoint(tls, unbracketed(host), port, target);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for both.
    }
    throw new IllegalArgumentException("port: " + text + " (expected: 1..65535)");
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String withoutFragment(String text) {
    int fragment = text.indexOf('#');
    return fragment < 0 ? text : text.substring(0, fragment);
  }

  private static int firstOf(String text, char a, char b) {
    int at = 0;
    while (at < text.length() && text.charAt(at) != a && text.charAt(at) != b) {
      at++;
    }
    return at;
  }

  /** A URL as storages know it: {@code dav(s)} is {@code http(s)} to them, others stay. */
  public static String httpUrl(String url) {
    if (url.regionMatches(true, 0, "davs://", 0, 7)) {
      return "https" + url.substring(4);
    }
    return url.regionMatches(true, 0, "dav://", 0, 6) ? "http" + url.substring(3) : url;
  }

  /** Where a {@code Location} header leads. */
  public Endpoint redirected(String location) {
    return location.startsWith("/") && !location.startsWith("//")
        ? withTarget(withoutFragment(location))
        : of(location);
  }

  public Endpoint withTarget(String other) {
    return at(tls, authority(), other);
  }

  /** Whether nobody on the way reads what goes there: over TLS, or no further than this host. */
  public boolean isConfidential() {
    return tls
        || host.equals("localhost")
        || host.equals("::1")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Who may see the same credentials. */
  public boolean sameStorage(Endpoint other) {
    return tls == other.tls && host.equals(other.host);
  }

  public String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  public String query() {
    return target.substring(path().length());
  }

  public String url() {
    return (tls ? "https://" : "http://") + authority() + target;
  }

  /** Without the query, which may hold secrets. */
  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + authority() + path();
  }
}
