package io.tern.orchestrator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.StorageName;
import io.tern.orchestrator.agent.AgentMeter;
import io.tern.orchestrator.agent.AgentMeter.AttemptMeter;
import io.tern.orchestrator.api.quota.QuotaMeter;
import io.tern.orchestrator.api.server.TlsClient;
import io.tern.orchestrator.bridge.BridgeMeter;
import io.tern.orchestrator.journal.wire.End;
import io.tern.orchestrator.journal.wire.Ended;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.Start;
import io.tern.orchestrator.security.certificate.Authority;
import io.tern.orchestrator.security.certificate.HostCertificate;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.storage.guard.Circuits;
import io.tern.storage.http.Endpoint;
import io.tern.storage.http.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent's attempts come to on both pages of metrics. */
class TelemetryTest {
  private static final int STORAGES = 200;

  private final Telemetry telemetry = new Telemetry();
  private final AgentMeter agent = telemetry.agent();
  private final Servers servers = new Servers();

  @BeforeEach
  void tellCircuits() {
    telemetry.storages(
        () -> Map.of(new StorageName("https://sick"), Circuits.State.OPEN),
        () -> Map.of(new StorageName("https://busy"), 12L),
        () -> 7,
        servers);
  }

  @AfterEach
  void close() {
    telemetry.close();
  }

  private AttemptMeter copy(String source, String destination) {
    AttemptMeter meter =
        agent.began(
            Start.newBuilder()
                .setVo("atlas")
                .setFile(
                    FileText.newBuilder()
                        .setSourceUrl("https://" + source + ":443/f")
                        .setDestinationUrl("https://" + destination + ":8443/f"))
                .build());
    meter.copying();
    return meter;
  }

  private static Ended done(long bytes) {
    return Ended.newBuilder().setEnd(End.DONE).setBytes(bytes).build();
  }

  @Test
  void aBridgeIsShownFromItsStart() {
    BridgeMeter unused = telemetry.bridge();

    assertThat(telemetry.scrape())
        .contains("tern_bridge_messages_total 0.0", "tern_bridge_failures_total 0.0");
  }

  @Test
  void theEndOfTheCertificateIsReadAtEachScrape(@TempDir Path directory) throws IOException {
    HostCertificate own = TlsClient.host(new Authority("CN=CA,DC=test"), directory);
    telemetry.certificate(own);

    assertThat(core().sum("tern_host_certificate_expires_timestamp_seconds"))
        .isEqualTo(own.expires().getEpochSecond());
    Files.delete(own.certificate());
    assertThat(core().sum("tern_host_certificate_expires_timestamp_seconds")).isZero();
  }

  @Test
  void tokensAreCountedWhenTheyAreAskedFor() {
    telemetry.tokens(() -> 7, () -> 0.5);

    assertThat(core().sum("tern_tokens_kept")).isEqualTo(7);
    assertThat(core().sum("tern_tokens_fullest_ratio")).isEqualTo(0.5);
  }

  @Test
  void theStoreIsMeasuredAtEachScrape() {
    telemetry.store(() -> 7);

    assertThat(core().sum("tern_store_bytes")).isEqualTo(7);
  }

  private Samples core() {
    return Samples.of(telemetry.scrape());
  }

  private Samples links() {
    return Samples.of(telemetry.scrapeLinks());
  }

  @Test
  void bytesCountAsTheyAreToldAndInFullAtTheEnd() {
    AttemptMeter copy = copy("a", "b");

    copy.marker(40);

    assertThat(links().sum("tern_link_bytes_total", "src=\"https://a\"")).isEqualTo(40);
    assertThat(links().sum("tern_link_active")).isEqualTo(1);

    copy.ended(done(100));

    assertThat(links().sum("tern_link_bytes_total", "dst=\"https://b\"")).isEqualTo(100);
    assertThat(core().sum("tern_file_bytes_total", "vo=\"atlas\"")).isEqualTo(100);
    assertThat(core().sum("tern_storage_bytes_total", "https://a", "outbound")).isEqualTo(100);
    assertThat(core().sum("tern_storage_bytes_total", "https://b", "inbound")).isEqualTo(100);
    assertThat(core().sum("tern_storage_bytes_total", "https://a", "inbound")).isZero();
    assertThat(links().sum("tern_link_active")).isZero();
  }

  @Test
  void aFailureCountsUnderItsClassPhaseAndSide() {
    copy("a", "b")
        .ended(
            Ended.newBuilder()
                .setEnd(End.END_FAILED)
                .setFailureClass("NO_SPACE")
                .setPhase("TRANSFER")
                .setSide("DESTINATION")
                .build());

    assertThat(
            core()
                .sum(
                    "tern_attempts_total",
                    "outcome=\"failed\"",
                    "error_class=\"no_space\"",
                    "phase=\"transfer\"",
                    "side=\"destination\""))
        .isEqualTo(1);
    assertThat(links().sum("tern_link_attempts_total", "outcome=\"failed\"")).isEqualTo(1);
    assertThat(failures("https://a", "outbound")).isEqualTo(1);
    assertThat(failures("https://b", "inbound")).isEqualTo(1);
    assertThat(core().sum("tern_storage_failures_total")).isEqualTo(2);
  }

  private double failures(String storage, String direction) {
    return core()
        .sum(
            "tern_storage_failures_total",
            storage,
            direction,
            "side=\"destination\"",
            "error_class=\"no_space\"");
  }

  @Test
  void onlyCircuitsThatAreNotClosedAreListed() {
    assertThat(core().sum("tern_breaker_state", "https://sick", "open")).isEqualTo(1);
  }

  @Test
  void requestsThatWaitedForTheirTurnAreShown() {
    assertThat(core().sum("tern_storage_delayed_requests_total", "https://busy")).isEqualTo(12);
  }

  @Test
  void answersAreShownByServerAndClass() {
    servers.add(Endpoint.of("https://a/f"), 503);

    assertThat(core().sum("tern_server_answers_total", "server=\"https://a\"", "5xx")).isEqualTo(1);
  }

  @Test
  void connectionsAreShownByServerWithTheirTime() {
    servers.connected(Endpoint.of("https://a/f"), TimeUnit.MILLISECONDS.toNanos(250));

    assertThat(core().sum("tern_server_connections_total", "https://a")).isEqualTo(1);
    assertThat(core().sum("tern_server_connect_seconds_total", "https://a")).isEqualTo(0.25);
  }

  @Test
  void whatWasSaidOfAFailureIsShownWithoutNames() {
    copy("a", "b")
        .ended(
            Ended.newBuilder()
                .setEnd(End.END_FAILED)
                .setFailureClass("NO_SPACE")
                .setMessage("no space left for /atlas/f17")
                .build());

    assertThat(core().sum("tern_error_messages_total", "no_space", "no space left for *"))
        .isEqualTo(1);
  }

  @Test
  void everySeriesIsInTheCatalogueWithItsLabels() {
    servers.add(Endpoint.of("https://a/f"), 201);
    copy("a", "b").ended(done(1));
    copy("a", "b").ended(Ended.newBuilder().setEnd(End.END_FAILED).build());
    telemetry.quotas().show(QuotaMeter.Kind.EVENT_STREAMS, () -> Map.of("atlas", 0.5));
    telemetry.quotas().refused("atlas", QuotaMeter.Kind.EVENT_STREAMS);

    assertThat(core().all())
        .filteredOn(sample -> sample.name().startsWith("tern_"))
        .isNotEmpty()
        .allSatisfy(TelemetryTest::isCatalogued);
    assertThat(links().all()).isNotEmpty().allSatisfy(TelemetryTest::isCatalogued);
  }

  private static void isCatalogued(Samples.Sample sample) {
    Metric metric =
        sample
            .metric()
            .orElseThrow(() -> new AssertionError(sample.name() + " is not in the catalogue"));
    var names = sample.labelNames();
    names.remove("le");
    assertThat(names).as(sample.name()).containsExactlyInAnyOrderElementsOf(metric.labels());
  }

  @Test
  void fortyThousandLinksDoNotSwellTheCore() {
    for (int source = 0; source < STORAGES; source++) {
      for (int destination = 0; destination < STORAGES; destination++) {
        AttemptMeter copy = copy("s" + source, "d" + destination);
        copy.marker(source + 1);
        copy.ended(done(source + 1));
      }
    }

    String page = telemetry.scrape();
    long began = System.nanoTime();
    String linksPage = telemetry.scrapeLinks();
    long tookMs = (System.nanoTime() - began) / 1_000_000;

    Samples core = Samples.of(page);
    Samples links = Samples.of(linksPage);
    System.out.printf(
        "40,000 links: core %d series, storages %d, links %d; /metrics %d KB, /metrics/links %d KB"
            + " in %d ms%n",
        core.in(Metric.Tier.CORE),
        core.in(Metric.Tier.STORAGES),
        links.all().size(),
        page.length() / 1024,
        linksPage.length() / 1024,
        tookMs);
    assertThat(core.in(Metric.Tier.CORE)).isLessThan(5_000);
    assertThat(links.all().stream().filter(s -> s.name().equals("tern_link_active")))
        .as("20,000 by name and one for all others")
        .hasSize(20_001);
    assertThat(links.sum("tern_link_attempts_total", "outcome=\"done\"")).isEqualTo(40_000);
    assertThat(links.sum("tern_link_attempts_total", "src=\"_other\"", "done")).isEqualTo(20_000);
    assertThat(core.sum("tern_metrics_links_dropped_total")).isEqualTo(20_000);
  }
}
