package io.tern.storage.webdav;

import io.tern.storage.http.Redirect;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;

/** What kind of server answers, learned from its answers' headers, and how it differs. */
enum Dialect {
  /**
   * Notices at the next marker (5 s) that its client left. Loses some checksum requests, fewer on
   * fresh connections. HEAD does not tell a directory from a file. Redirects to data servers that
   * ask for the token again.
   */
  XROOTD(Duration.ofSeconds(15), true, true, true),
  /**
   * XRootD's code behind a redirect that carries a capability ({@code cap.sym}) for the disk
   * server, which so needs no token.
   */
  EOS(Duration.ofSeconds(15), true, true, false),
  /** Cancels when the connection closes. Its redirects to pools name a transfer of their own. */
  DCACHE(Duration.ofSeconds(15), false, false, false),
  /**
   * Answers only with its first report (5 s), and goes on to the end of the copy whoever left; no
   * wait covers that. A minute covers what is small, and a destination that still grows then shows
   * by its changing size.
   */
  STORM(Duration.ofSeconds(60), false, false, false),
  /**
   * Apache or nginx, unless something behind it shows: plain WebDAV, never active. To a {@code
   * Destination} at another host Apache answers 201 after a copy within itself.
   */
  PLAIN(Duration.ofSeconds(60), false, false, false),
  /** Nothing is known, so the longest of the others. */
  OTHER(Duration.ofSeconds(60), false, false, false);

  private final Duration outlivesConnection;
  private final boolean digestsOnFreshConnections;
  private final boolean hidesDirectories;
  private final boolean redirectsNeedToken;

  Dialect(
      Duration outlivesConnection,
      boolean digestsOnFreshConnections,
      boolean hidesDirectories,
      boolean redirectsNeedToken) {
    this.outlivesConnection = outlivesConnection;
    this.digestsOnFreshConnections = digestsOnFreshConnections;
    this.hidesDirectories = hidesDirectories;
    this.redirectsNeedToken = redirectsNeedToken;
  }

  /** By the headers of any answer; empty when they tell nothing. */
  static Optional<Dialect> of(MultiMap headers) {
    String location = headers.get(Redirect.LOCATION);
    if (location != null && location.contains("cap.sym=")) {
      return Optional.of(EOS);
    }
    if (headers.contains("Locality")) {
      return Optional.of(STORM);
    }
    String server = headers.get("Server");
    return server == null ? Optional.empty() : Optional.of(named(server));
  }

  private static Dialect named(String server) {
    if (startsWith(server, "xrootd")) {
      return XROOTD;
    }
    if (startsWith(server, "dcache")) {
      return DCACHE;
    }
    return startsWith(server, "apache/") || startsWith(server, "nginx") ? PLAIN : OTHER;
  }

  private static boolean startsWith(String server, String name) {
    return server.regionMatches(true, 0, name, 0, name.length());
  }

  Duration outlivesConnection() {
    return outlivesConnection;
  }

  boolean digestsOnFreshConnections() {
    return digestsOnFreshConnections;
  }

  boolean hidesDirectories() {
    return hidesDirectories;
  }

  boolean redirectsNeedToken() {
    return redirectsNeedToken;
  }

  /** EOS and StoRM show it only now and then, and then it stays known. */
  boolean outweighs(Dialect other) {
    return switch (other) {
      case EOS -> this != XROOTD;
      case STORM -> this != OTHER && this != PLAIN;
      default -> true;
    };
  }
}
