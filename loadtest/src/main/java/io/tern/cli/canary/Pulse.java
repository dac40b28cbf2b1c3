package io.tern.cli.canary;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/** What the canary's copies came to, on a page for Prometheus. */
public final class Pulse implements AutoCloseable {
  private static final double MS_PER_S = 1_000;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter attempts =
      Counter.builder()
          .name("tern_canary_attempts_total")
          .help("Copies of the canary by how they ended.")
          .labelNames("outcome")
          .register(registry);
  private final Gauge success =
      Gauge.builder()
          .name("tern_canary_last_success_timestamp_seconds")
          .help("When the canary's last good copy ended; when the canary began, before that.")
          .register(registry);
  private final Gauge duration =
      Gauge.builder()
          .name("tern_canary_last_duration_seconds")
          .help("From the submission of the canary's last good copy to its end.")
          .register(registry);
  private final HTTPServer page;

  /**
   * Serves {@code /metrics} until it is closed.
   *
   * @param port 0 for any
   */
  public Pulse(String host, int port, long nowMs) throws IOException {
    for (Outcome outcome : Outcome.values()) {
      attempts.initLabelValues(outcome.label());
    }
    success.set(nowMs / MS_PER_S);
    page = HTTPServer.builder().hostname(host).port(port).registry(registry).buildAndStart();
  }

  public int port() {
    return page.getPort();
  }

  /** One copy is over. */
  public void note(Outcome outcome, double seconds, long nowMs) {
    attempts.labelValues(outcome.label()).inc();
    if (outcome == Outcome.DONE) {
      success.set(nowMs / MS_PER_S);
      duration.set(seconds);
    }
  }

  @Override
  public void close() {
    page.close();
  }
}
