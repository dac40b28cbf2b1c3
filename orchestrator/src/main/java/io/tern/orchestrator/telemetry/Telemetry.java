package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tern.job.StorageName;
import io.tern.orchestrator.agent.AgentMeter;
import io.tern.orchestrator.api.exchange.HttpMeter;
import io.tern.orchestrator.api.quota.QuotaMeter;
import io.tern.orchestrator.api.quota.Quotas;
import io.tern.orchestrator.bridge.BridgeMeter;
import io.tern.orchestrator.coordinator.CoordinatorMeter;
import io.tern.orchestrator.journal.ClientReadings;
import io.tern.orchestrator.renewal.RenewalMeter;
import io.tern.orchestrator.security.certificate.HostCertificate;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.storage.guard.Circuits;
import io.tern.storage.http.Servers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that a node tells of itself: {@code /metrics} and, apart, {@code /metrics/links}. */
public final class Telemetry implements AutoCloseable {
  /** Of both texts. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final LongSupplier WALL_MS = System::currentTimeMillis;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PrometheusMeterRegistry links =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);
  private final Traffic traffic = new Traffic(meters, WALL_MS);
  private final Complaints complaints = new Complaints(WALL_MS);
  private final ClientReadings kafka = new ClientReadings();
  private final QuotaMeters quotas = new QuotaMeters(meters);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final LogbackMetrics logs = new LogbackMetrics();
  private @Nullable Delays delays;

  public Telemetry() {
    registry.getPrometheusRegistry().register(Exposition.of(traffic::showStorages));
    registry.getPrometheusRegistry().register(Exposition.of(traffic::showShares));
    registry.getPrometheusRegistry().register(Exposition.of(quotas::show));
    registry.getPrometheusRegistry().register(Exposition.of(out -> KafkaRows.show(kafka, out)));
    registry.getPrometheusRegistry().register(Exposition.of(complaints::show));
    registry.getPrometheusRegistry().register(Exposition.of(Telemetry::build));
    links.getPrometheusRegistry().register(Exposition.of(traffic::showLinks));
    bind(registry);
  }

  private void bind(MeterRegistry to) {
    List.<MeterBinder>of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics(),
            collector,
            logs)
        .forEach(binder -> binder.bindTo(to));
  }

  private static void build(Exposition out) {
    out.info(Metric.BUILD_INFO, version(), Runtime.version().toString());
  }

  private static String version() {
    return Optional.ofNullable(Telemetry.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }

  /**
   * Measures one of the event loops and the worker threads, and says whether this node can serve
   * and takes new work.
   *
   * @param data the folder whose disk must not fill
   */
  public void node(Vertx vertx, Path data, BooleanSupplier ready, BooleanSupplier draining) {
    new DiskSpaceMetrics(data.toAbsolutePath().toFile()).bindTo(registry);
    meters.gauge(Metric.CLOCK, () -> WALL_MS.getAsLong() / 1000.0);
    meters.gauge(Metric.NODE_READY, () -> ready.getAsBoolean() ? 1 : 0);
    meters.gauge(Metric.NODE_DRAINING, () -> draining.getAsBoolean() ? 1 : 0);
    delays = Delays.watch(vertx, meters);
  }

  /**
   * @param bytes what this node's copy of the journal takes; asked at each scrape, on any thread
   */
  public void store(Supplier<Number> bytes) {
    meters.gauge(Metric.STORE_BYTES, bytes);
  }

  /** For whoever tells more than the parts below. */
  public Meters meters() {
    return meters;
  }

  /**
   * @param queues what VOs may have waiting
   */
  public CoordinatorMeter coordinator(Quotas queues) {
    return new CoordinatorMeters(meters, WALL_MS, traffic, quotas, queues);
  }

  public AgentMeter agent() {
    return new AgentMeters(meters, traffic, complaints);
  }

  /**
   * What storages' adapters count; all are asked at each scrape, on any thread.
   *
   * @param delayed requests that have waited for their turn so far
   * @param unknownAnswers how many there were so far
   */
  public void storages(
      Supplier<Map<StorageName, Circuits.State>> circuits,
      Supplier<Map<StorageName, Long>> delayed,
      Supplier<Number> unknownAnswers,
      Servers servers) {
    traffic.guards(circuits, delayed);
    registry
        .getPrometheusRegistry()
        .register(Exposition.of(out -> servers.each(new ServerRows(out))));
    meters.total(Metric.UNKNOWN_ANSWERS, unknownAnswers);
  }

  public BridgeMeter bridge() {
    return new BridgeMeters(meters);
  }

  public RenewalMeter renewals() {
    return new RenewalMeters(meters);
  }

  /**
   * What users have lent; both are asked at each scrape, on any thread.
   *
   * @param fullest what part of the bound of one user is taken by whoever has most
   */
  public void tokens(Supplier<Number> kept, Supplier<Number> fullest) {
    meters.gauge(Metric.TOKENS_KEPT, kept);
    meters.gauge(Metric.TOKENS_FULLEST, fullest);
  }

  /** What listeners are proved by; read at each scrape, on any thread but an event loop's. */
  public void certificate(HostCertificate own) {
    meters.gauge(Metric.CERTIFICATE_EXPIRES, () -> expires(own));
  }

  private static double expires(HostCertificate own) {
    try {
      return own.expires().getEpochSecond();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Where this node's Kafka clients show what they measure. */
  public ClientReadings kafka() {
    return kafka;
  }

  public QuotaMeter quotas() {
    return quotas;
  }

  public HttpMeter http() {
    return new HttpMeters(meters);
  }

  /** All but links, in Prometheus's text format. Takes milliseconds; not for an event loop. */
  public String scrape() {
    return registry.scrape(CONTENT_TYPE);
  }

  /** As {@link #scrape}, of links in use lately. Takes up to some hundred milliseconds. */
  public String scrapeLinks() {
    return links.scrape(CONTENT_TYPE);
  }

  @Override
  public void close() {
    if (delays != null) {
      delays.close();
    }
    collector.close();
    logs.close();
  }
}
