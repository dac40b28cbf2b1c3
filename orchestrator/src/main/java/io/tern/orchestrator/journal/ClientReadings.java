package io.tern.orchestrator.journal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;

/** What this node's Kafka clients measure of themselves while they are open. For many threads. */
public final class ClientReadings {

  /** What is read of a client; times are of the last half minute or so, as Kafka has them. */
  public enum Quantity {
    PRODUCE_MEAN_MS("producer-metrics", "request-latency-avg"),
    PRODUCE_LONGEST_MS("producer-metrics", "request-latency-max"),
    /** An answer without records takes as long as a broker may wait for some. */
    FETCH_MEAN_MS("consumer-fetch-manager-metrics", "fetch-latency-avg"),
    FETCH_LONGEST_MS("consumer-fetch-manager-metrics", "fetch-latency-max"),
    LAG_RECORDS("consumer-fetch-manager-metrics", "records-lag-max");

    private static final Set<String> OF_A_CLIENT = Set.of("client-id");

    private final String group;
    private final String name;

    Quantity(String group, String name) {
      this.group = group;
      this.name = name;
    }

    static Optional<Quantity> of(MetricName kafkas) {
      for (Quantity one : values()) {
        if (one.group.equals(kafkas.group())
            && one.name.equals(kafkas.name())
            && kafkas.tags().keySet().equals(OF_A_CLIENT)) {
          return Optional.of(one);
        }
      }
      return Optional.empty();
    }
  }

  /** Takes one reading after the other. */
  public interface Reader {
    void read(String client, Quantity quantity, double value);
  }

  private record Reading(String client, Quantity quantity) {}

  private final Map<KafkaMetric, Reading> open = new ConcurrentHashMap<>();

  void add(String client, KafkaMetric metric) {
    Quantity.of(metric.metricName())
        .ifPresent(quantity -> open.put(metric, new Reading(client, quantity)));
  }

  void remove(KafkaMetric metric) {
    open.remove(metric);
  }

  /** Tells of each open client what it has measured; of those of one name each. */
  public void each(Reader reader) {
    open.forEach((metric, reading) -> {
      if (metric.metricValue() instanceof Double value && Double.isFinite(value)) {
        reader.read(reading.client(), reading.quantity(), value);
      }
    });
  }

  /** How many there are, measured or not yet. */
  int size() {
    return open.size();
  }
}
