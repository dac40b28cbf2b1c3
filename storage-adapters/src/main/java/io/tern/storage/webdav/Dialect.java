package io.tern.storage.webdav;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What kind of server answers, learned from its {@code Server} header. */
enum Dialect {
  /** Notices at the next marker (5 s) that its client left; loses some checksum requests. */
  XROOTD(Duration.ofSeconds(15)),
  /** Cancels when the connection closes. */
  DCACHE(Duration.ofSeconds(15)),
  /**
   * StoRM goes on to the end of the copy; no wait covers that. A minute covers what is small, and a
   * destination that still grows then shows by its changing size.
   */
  OTHER(Duration.ofSeconds(60));

  private final Duration outlivesConnection;

  Dialect(Duration outlivesConnection) {
    this.outlivesConnection = outlivesConnection;
  }

  static Dialect of(@Nullable String server) {
    if (server == null) {
      return OTHER;
    }
    if (server.regionMatches(true, 0, "xrootd", 0, 6)) {
      return XROOTD;
    }
    return server.regionMatches(true, 0, "dcache", 0, 6) ? DCACHE : OTHER;
  }

  Duration outlivesConnection() {
    return outlivesConnection;
  }
}
