package io.tern.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a live node shows once it has moved something, read as Prometheus reads it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveMetricsTest {
  private static final Pattern NAME = Pattern.compile("(?m)^\\| `(tern_[a-z_]+)` \\| (\\w+)");

  /** This node has no bridge, no tokens, no issuer, no TLS, no quota and no storage over HTTP. */
  private static final List<String> ELSEWHERE =
      List.of(
          "tern_bridge_messages_total",
          "tern_bridge_failures_total",
          "tern_token_requests_total",
          "tern_tokens_kept",
          "tern_tokens_fullest_ratio",
          "tern_quota_used_ratio",
          "tern_quota_refusals_total",
          "tern_server_answers_total",
          "tern_server_connections_total",
          "tern_server_connect_seconds_total",
          "tern_storage_window_places",
          "tern_link_window_places",
          "tern_storage_delayed_requests_total",
          "tern_host_certificate_expires_timestamp_seconds");

  /** So many together soon show how fast a copy there is. */
  private static final int SLOW = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private Tern tern;

  @BeforeAll
  void moveSomething(@TempDir Path data) throws Exception {
    tern = Tern.start(TestingTern.settings("one", data, Optional.empty()));
    submit("mock://source/good?size=1000", "mock://destination/good?time=0&size_post=1000", -1);
    submit("mock://source/bad?size=1000", "mock://destination/bad?time=1&transfer_errno=110", 1);
    for (int file = 0; file < SLOW; file++) {
      submit("mock://source/slow?size=1000", "mock://destination/" + file + "?time=600", -1);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> scrape("/metrics"), LiveMetricsTest::showsWhatHasHappened);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> scrape("/metrics/links"), LiveMetricsTest::showsWhatCopiesDoOnLinks);
  }

  private static boolean showsWhatHasHappened(String metrics) {
    return metrics.contains("tern_file_bytes_total{")
        && metrics.contains("tern_error_messages_total{");
  }

  private static boolean showsWhatCopiesDoOnLinks(String metrics) {
    return metrics.contains("tern_link_copy_bytes_per_second{")
        && metrics.contains("tern_link_retries_total{");
  }

  @AfterAll
  void stop() {
    tern.close();
    http.close();
  }

  private void submit(String source, String destination, int retries) throws Exception {
    String job =
        "{\"files\":[{\"sources\":[\"%s\"],\"destinations\":[\"%s\"]}],\"params\":{\"retry\":%d,\"retry_delay\":1}}"
            .formatted(source, destination, retries);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tern.httpPort() + "/jobs"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(job))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private String scrape(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + tern.healthPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @Test
  void promtoolFindsNothingToSay() throws Exception {
    assertThat(promtool(scrape("/metrics"))).isEmpty();
    assertThat(promtool(scrape("/metrics/links"))).isEmpty();
  }

  @Test
  void theLeaderHearsTheAgentOfItsNode() throws Exception {
    assertThat(scrape("/metrics"))
        .contains("tern_agents{state=\"heard\"} 1.0", "tern_agents{state=\"silent\"} 0.0");
  }

  @Test
  void everyMetricOfThePageIsShown() throws Exception {
    String shown = scrape("/metrics") + scrape("/metrics/links");

    assertThat(NAME.matcher(Files.readString(Path.of("../docs/metrics.md"))).results())
        .hasSizeGreaterThan(30)
        .extracting(LiveMetricsTest::firstSeries)
        .filteredOn(name -> !name.startsWith("tern_breaker_state"))
        .filteredOn(name -> !ELSEWHERE.contains(name))
        .allSatisfy(name -> assertThat(shown).containsPattern("(?m)^" + name + "[ {]"));
    assertThat(shown).doesNotContain(ELSEWHERE);
  }

  private static String firstSeries(MatchResult row) {
    return row.group(2).equals("histogram") ? row.group(1) + "_count" : row.group(1);
  }

  /** What promtool complains of; it wants no names that Micrometer gives to the JVM's meters. */
  private static String promtool(String scrape) throws Exception {
    Path promtool = Path.of("/usr/bin/promtool");
    if (!"true".equals(System.getenv("CI"))) {
      Assumptions.assumeTrue(Files.exists(promtool), "skipped: install prometheus");
    }
    Process check =
        new ProcessBuilder(promtool.toString(), "check", "metrics")
            .redirectErrorStream(true)
            .start();
    check.outputWriter().append(scrape).close();
    return new String(check.getInputStream().readAllBytes())
        .lines()
        .filter(line -> line.startsWith("tern_") || line.contains("error"))
        .reduce("", (all, line) -> all + line + "\n");
  }
}
