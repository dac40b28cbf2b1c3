package io.tern.orchestrator.config;

/**
 * The two listeners and what a request may hold.
 *
 * @param http for clients
 * @param health for {@code /livez}, {@code /readyz} and {@code /metrics}
 */
public record Server(HostPort http, HostPort health, Limits limits) {
  static final Server DEFAULTS =
      new Server(new HostPort("127.0.0.1", 8446), new HostPort("127.0.0.1", 8447), Limits.DEFAULTS);

  public Server {
    Check.that(
        http.port() == 0 || !http.equals(health), "health", health, "another address than http");
  }

  /**
   * What one request may hold; over a limit the answer names it.
   *
   * @param body 1KB to 2047MB, 413 beyond
   * @param depth of JSON, 2 to 1000
   * @param string the longest text in JSON
   */
  public record Limits(DataSize body, int depth, DataSize string) {
    static final Limits DEFAULTS =
        new Limits(DataSize.ofMegabytes(256), 32, DataSize.ofKilobytes(64));

    public Limits {
      Check.range("body", body, DataSize.ofKilobytes(1), DataSize.ofMegabytes(2047));
      Check.range("depth", depth, 2, 1000);
      Check.range("string", string, DataSize.ofKilobytes(1), DataSize.ofMegabytes(20));
    }
  }
}
