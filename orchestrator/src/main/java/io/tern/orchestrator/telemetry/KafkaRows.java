package io.tern.orchestrator.telemetry;

import io.tern.orchestrator.journal.ClientReadings;
import io.tern.orchestrator.journal.ClientReadings.Quantity;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What Kafka's clients tell; of several with one name the worst. Clients are named in the code. */
final class KafkaRows {
  private final Map<String, Map<Quantity, Double>> clients = new TreeMap<>();

  static void show(ClientReadings readings, Exposition out) {
    KafkaRows all = new KafkaRows();
    readings.each(all::add);
    all.clients.forEach((client, values) ->
        values.forEach((quantity, value) -> show(client, quantity, value, out)));
  }

  private void add(String client, Quantity quantity, double value) {
    clients
        .computeIfAbsent(client, name -> new EnumMap<>(Quantity.class))
        .merge(quantity, value, Math::max);
  }

  private static void show(String client, Quantity quantity, double value, Exposition out) {
    switch (quantity) {
      case PRODUCE_MEAN_MS -> out.gauge(Metric.CLIENT_LATENCY, value / 1000, client, "produce");
      case PRODUCE_LONGEST_MS ->
          out.gauge(Metric.CLIENT_LATENCY_MAX, value / 1000, client, "produce");
      case FETCH_MEAN_MS -> out.gauge(Metric.CLIENT_LATENCY, value / 1000, client, "fetch");
      case FETCH_LONGEST_MS -> out.gauge(Metric.CLIENT_LATENCY_MAX, value / 1000, client, "fetch");
      case LAG_RECORDS -> out.gauge(Metric.CLIENT_LAG, value, client);
    }
  }
}
