package io.tern.loadtest.load;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.Locale;

/** What a load test does and comes to, on a page for Prometheus while it lasts. */
final class LoadPage implements Onlooker {
  private static final double NANOS_PER_S = 1e9;
  private static final double[] BOUNDS = {
    0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Gauge phase =
      Gauge.builder()
          .name("tern_load_phase")
          .help("1 while a load test is in that phase.")
          .labelNames("phase")
          .register(registry);
  private final Counter sent =
      Counter.builder()
          .name("tern_load_sent_total")
          .help("Submissions that were sent, again ones too.")
          .register(registry);
  private final Counter answers =
      Counter.builder()
          .name("tern_load_answers_total")
          .help("Submissions by what was answered.")
          .labelNames("answer")
          .register(registry);
  private final Histogram latency =
      Histogram.builder()
          .name("tern_load_submission_seconds")
          .help("From the time at which a submission was to be sent to its acceptance.")
          .classicOnly()
          .classicUpperBounds(BOUNDS)
          .register(registry);
  private final HTTPServer page;

  /**
   * Serves {@code /metrics} until it is closed.
   *
   * @param port 0 for any
   */
  LoadPage(String host, int port) throws IOException {
    for (Phase one : Phase.values()) {
      phase.initLabelValues(word(one));
    }
    for (Tally.Answer answer : Tally.Answer.values()) {
      answers.initLabelValues(word(answer));
    }
    page = HTTPServer.builder().hostname(host).port(port).registry(registry).buildAndStart();
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  int port() {
    return page.getPort();
  }

  @Override
  public void phase(Phase now) {
    for (Phase one : Phase.values()) {
      phase.labelValues(word(one)).set(one == now ? 1 : 0);
    }
  }

  @Override
  public void sent() {
    sent.inc();
  }

  @Override
  public void came(Tally.Answer answer, long nanos) {
    answers.labelValues(word(answer)).inc();
    if (answer == Tally.Answer.ACCEPTED) {
      latency.observe(nanos / NANOS_PER_S);
    }
  }

  @Override
  public void close() {
    page.close();
  }
}
