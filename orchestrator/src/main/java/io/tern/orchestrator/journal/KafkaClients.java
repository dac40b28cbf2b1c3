package io.tern.orchestrator.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes this node's Kafka clients, all with the connection properties that the operator gave (TLS
 * and SASL pass through untouched).
 *
 * @param connection bootstrap servers and security
 * @param readings where the clients show what they measure
 */
public record KafkaClients(Map<String, String> connection, ClientReadings readings) {

  public KafkaClients {
    connection = Map.copyOf(connection);
  }

  /** Clients whose readings nobody looks at. */
  public KafkaClients(Map<String, String> connection) {
    this(connection, new ClientReadings());
  }

  /**
   * How to reach Kafka, for a client that is made elsewhere.
   *
   * @param name under which its readings are shown, for what it is there for; one of a fixed set
   */
  public Map<String, Object> properties(String name) {
    Map<String, Object> properties = new HashMap<>(ClientReporter.reading(name, readings));
    properties.putAll(connection);
    return properties;
  }

  public Admin admin() {
    Properties properties = new Properties();
    properties.putAll(connection);
    return Admin.create(properties);
  }

  /**
   * @param name as in {@link #properties}
   * @param own what this client wants besides; wins over the defaults here
   */
  public KafkaProducer<byte[], byte[]> producer(String name, Map<String, Object> own) {
    Map<String, Object> properties = properties(name);
    properties.put("acks", "all");
    properties.put("enable.idempotence", true);
    properties.put("compression.type", "lz4");
    properties.putAll(own);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * For {@code assign}: Tern joins no groups and commits no offsets.
   *
   * @param name as in {@link #properties}
   */
  public KafkaConsumer<byte[], byte[]> consumer(String name, Map<String, Object> own) {
    Map<String, Object> properties = properties(name);
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "none");
    properties.put("isolation.level", "read_committed");
    properties.put("fetch.max.wait.ms", 500);
    properties.putAll(own);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
