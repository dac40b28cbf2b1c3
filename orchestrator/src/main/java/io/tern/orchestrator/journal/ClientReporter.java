package io.tern.orchestrator.journal;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Made by a Kafka client for itself, since it is named in its properties; lives as long as it. */
public final class ClientReporter implements MetricsReporter {
  private static final String NAME = "tern.client";
  private static final String READINGS = "tern.readings";

  private final Set<KafkaMetric> own = ConcurrentHashMap.newKeySet();
  private String name = "";
  private ClientReadings readings = new ClientReadings();

  /** The properties that let a client be read under {@code name}; Kafka's own way stays. */
  static Map<String, Object> reading(String name, ClientReadings readings) {
    return Map.of(
        "metric.reporters",
        List.of(JmxReporter.class.getName(), ClientReporter.class.getName()),
        NAME,
        name,
        READINGS,
        readings);
  }

  @Override
  public void configure(Map<String, ?> properties) {
    name = (String) requireNonNull(properties.get(NAME), NAME);
    readings = (ClientReadings) requireNonNull(properties.get(READINGS), READINGS);
  }

  @Override
  public void init(List<KafkaMetric> metrics) {
    metrics.forEach(this::metricChange);
  }

  @Override
  public void metricChange(KafkaMetric metric) {
    own.add(metric);
    readings.add(name, metric);
  }

  @Override
  public void metricRemoval(KafkaMetric metric) {
    own.remove(metric);
    readings.remove(metric);
  }

  @Override
  public void close() {
    own.forEach(readings::remove);
    own.clear();
  }
}
