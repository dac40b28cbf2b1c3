package io.tern.orchestrator.telemetry.catalogue;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the samples of one scrape of metrics that have no meters, since they are too many. */
public final class Exposition {
  private final Map<Metric, List<CounterDataPointSnapshot>> counters = new EnumMap<>(Metric.class);
  private final Map<Metric, List<GaugeDataPointSnapshot>> gauges = new EnumMap<>(Metric.class);
  private final List<MetricSnapshot> infos = new ArrayList<>();

  /** What a source of samples does at each scrape. */
  public interface Source {
    void show(Exposition exposition);
  }

  public static MultiCollector of(Source source) {
    return () -> {
      Exposition exposition = new Exposition();
      source.show(exposition);
      return exposition.snapshots();
    };
  }

  public void counter(Metric metric, double value, String... labels) {
    counters
        .computeIfAbsent(metric, m -> new ArrayList<>())
        .add(
            CounterDataPointSnapshot.builder().value(value).labels(labels(metric, labels)).build());
  }

  public void gauge(Metric metric, double value, String... labels) {
    gauges
        .computeIfAbsent(metric, m -> new ArrayList<>())
        .add(GaugeDataPointSnapshot.builder().value(value).labels(labels(metric, labels)).build());
  }

  /** An info of one series. */
  public void info(Metric metric, String... labels) {
    infos.add(
        InfoSnapshot.builder()
            .name(metric.base())
            .help(metric.help())
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels(metric, labels)).build())
            .build());
  }

  private static Labels labels(Metric metric, String... values) {
    return Labels.of(metric.tags(values));
  }

  private MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>(infos);
    counters.forEach((metric, points) -> {
      var snapshot = CounterSnapshot.builder().name(metric.base()).help(metric.help());
      points.forEach(snapshot::dataPoint);
      all.add(snapshot.build());
    });
    gauges.forEach((metric, points) -> {
      var snapshot = GaugeSnapshot.builder().name(metric.base()).help(metric.help());
      points.forEach(snapshot::dataPoint);
      all.add(snapshot.build());
    });
    return new MetricSnapshots(all);
  }
}
