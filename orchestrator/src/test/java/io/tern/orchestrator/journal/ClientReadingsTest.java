package io.tern.orchestrator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.journal.ClientReadings.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

/** What Kafka's clients measure is read while they are open. */
class ClientReadingsTest {
  private static final String PRODUCER = "producer-metrics";

  private final ClientReadings readings = new ClientReadings();
  private final KafkaClients clients =
      new KafkaClients(Map.of("bootstrap.servers", "127.0.0.1:1"), readings);

  private List<String> read() {
    List<String> all = new ArrayList<>();
    readings.each((client, quantity, value) -> all.add(client + " " + quantity + " " + value));
    return all;
  }

  private Metrics client(String name) {
    ClientReporter reporter = new ClientReporter();
    reporter.configure(ClientReporter.reading(name, readings));
    return new Metrics(new MetricConfig(), List.of(reporter), Time.SYSTEM);
  }

  private static void measure(Metrics client, MetricName name, double value) {
    client.addMetric(name, (Measurable) (config, now) -> value);
  }

  private static MetricName name(String group, String name, String... tags) {
    Map<String, String> all =
        tags.length == 0 ? Map.of("client-id", "c") : Map.of("client-id", "c", tags[0], tags[1]);
    return new MetricName(name, group, "", all);
  }

  @Test
  void isReadUnderTheNameOfTheClientThatHasIt() {
    try (Metrics steps = client("steps");
        Metrics agent = client("agent")) {
      measure(steps, name(PRODUCER, "request-latency-avg"), 12);
      measure(agent, name("consumer-fetch-manager-metrics", "records-lag-max"), 3);

      assertThat(read())
          .containsExactlyInAnyOrder("steps PRODUCE_MEAN_MS 12.0", "agent LAG_RECORDS 3.0");
    }
    assertThat(read()).as("both are closed").isEmpty();
  }

  @Test
  void whatIsNotOfTheWholeClientOrNotMeasuredIsNotRead() {
    try (Metrics steps = client("steps")) {
      measure(steps, name(PRODUCER, "request-latency-avg", "node-id", "1"), 12);
      measure(steps, name(PRODUCER, "request-rate"), 12);
      measure(steps, name(PRODUCER, "request-latency-max"), Double.NaN);

      assertThat(read()).isEmpty();

      steps.removeMetric(name(PRODUCER, "request-latency-max"));
      assertThat(readings.size()).isZero();
    }
  }

  /** Kafka's names of what is read are those of the version that is built with. */
  @Test
  void everyQuantityIsOneThatKafkasClientsHave() {
    try (var producer = clients.producer("steps", Map.of());
        var consumer = clients.consumer("journal", Map.of())) {
      assertThat(readings.size()).isEqualTo(Quantity.values().length);
      assertThat(producer.metrics().size() + consumer.metrics().size()).isPositive();
    }
    assertThat(readings.size()).isZero();
  }
}
