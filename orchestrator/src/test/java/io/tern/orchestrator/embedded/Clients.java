package io.tern.orchestrator.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The few things the proofs ask of a cluster, over its real wire. */
record Clients(Map<String, Object> connection) {
  private static final String TOPIC = "proof";

  static Clients of(String bootstrap) {
    return new Clients(Map.of("bootstrap.servers", bootstrap));
  }

  void createTopic(int replication) throws Exception {
    try (Admin admin = Admin.create(connection)) {
      admin
          .createTopics(Set.of(new NewTopic(TOPIC, 1, (short) replication)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  int brokers() throws Exception {
    try (Admin admin = Admin.create(connection)) {
      return admin.describeCluster().nodes().get(30, TimeUnit.SECONDS).size();
    }
  }

  /** Returns once the record is acknowledged by all in-sync replicas, in a transaction. */
  void commit(String value) throws Exception {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("transactional.id", "proof");
    settings.put("transaction.timeout.ms", 60_000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, value)).get(30, TimeUnit.SECONDS);
      producer.commitTransaction();
    }
  }

  /** All committed records; waits for the marks of commits that were acknowledged without them. */
  List<String> read() {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    long end = end(partition);
    try (KafkaConsumer<String, String> consumer = consumer("read_committed")) {
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      List<String> values = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  private long end(TopicPartition partition) {
    try (KafkaConsumer<String, String> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(Set.of(partition)).get(partition);
    }
  }

  private KafkaConsumer<String, String> consumer(String isolation) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("isolation.level", isolation);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }
}
