package io.tern.orchestrator.telemetry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is the catalogue, printed; {@code -Dtern.write=true} prints it anew. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("../docs/metrics.md");

  @Test
  void thePageIsTheCatalogue() throws IOException {
    if (Boolean.getBoolean("tern.write")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE))
        .as("docs/metrics.md (mvn -pl orchestrator -Dtest=MetricsPageTest -Dtern.write=true)")
        .isEqualTo(page());
  }

  @Test
  void namesFollowPrometheus() {
    assertThat(Metric.values())
        .allSatisfy(metric -> {
          assertThat(metric.base()).matches("tern_[a-z_]+").doesNotEndWith("_total");
          boolean timer =
              metric.kind() == Metric.Kind.LATENCY || metric.kind() == Metric.Kind.DURATION;
          assertThat(metric.base().endsWith("_seconds") || !timer).as(metric.base()).isTrue();
          assertThat(metric.help()).endsWith(".");
        });
    assertThat(Metric.values()).extracting(Metric::base).doesNotHaveDuplicates();
  }

  private static String page() {
    return """
    # Metrics

    Every metric that Tern makes itself, printed from `Metric` in `io.tern.orchestrator.telemetry.catalogue`; a test holds this
    page to it, and alerts and dashboards are checked against this page. What counts for the whole service is shown by the leader
    alone, so sums over nodes make sense. Beside these, `/metrics` has the JVM's (`jvm_`, `process_`, `system_`) and the log's
    (`logback_events_total`).

    Histograms have classic buckets: a Java process cannot expose native ones as text. A Prometheus 3 may store them as native
    with `convert_classic_histograms_to_nhcb: true` in its scrape configuration.
    """
        + Arrays.stream(Metric.Tier.values())
            .map(MetricsPageTest::section)
            .collect(Collectors.joining());
  }

  private static String section(Metric.Tier tier) {
    return "\n## "
        + title(tier)
        + "\n\n| name | kind | labels | what |\n|---|---|---|---|\n"
        + Arrays.stream(Metric.values())
            .filter(metric -> metric.tier() == tier)
            .map(MetricsPageTest::row)
            .collect(Collectors.joining());
  }

  private static String title(Metric.Tier tier) {
    return switch (tier) {
      case CORE -> "Core: `/metrics`, at most 5,000 series a node";
      case STORAGES -> "Storages: `/metrics`, by storage and side, at most 2,000 of these";
      case LINKS -> "Links: `/metrics/links`, those used in the last 15 minutes, at most 20,000";
    };
  }

  private static String row(Metric metric) {
    String kind =
        switch (metric.kind()) {
          case COUNTER -> "counter";
          case GAUGE, INFO -> "gauge";
          case LATENCY -> "histogram, 1 ms to 30 s";
          case DURATION -> "histogram, 100 ms to 6 h";
        };
    return "| `%s` | %s | %s | %s |\n"
        .formatted(metric.shown(), kind, String.join(", ", metric.labels()), metric.help());
  }
}
