package io.tern.orchestrator.coordinator;

import io.tern.orchestrator.embedded.BrokerOptions;
import io.tern.orchestrator.embedded.BrokerPort;
import io.tern.orchestrator.embedded.EmbeddedKafka;
import io.tern.orchestrator.embedded.SmallBroker;
import io.tern.orchestrator.journal.KafkaClients;
import io.tern.orchestrator.journal.TopicSetup;
import io.tern.orchestrator.journal.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** A broker of a test class's own; each test has topics of its own there. */
public final class OwnKafka implements AutoCloseable {
  private final EmbeddedKafka broker;
  private final KafkaClients clients;

  private OwnKafka(EmbeddedKafka broker) {
    this.broker = broker;
    this.clients = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrap()));
  }

  public static OwnKafka start(Path data, int port) throws Exception {
    BrokerOptions options =
        new BrokerOptions(
            data,
            "127.0.0.1",
            new BrokerPort(port, true),
            new BrokerPort(port + 50, true),
            1,
            "",
            "",
            false,
            Optional.empty(),
            true);
    return new OwnKafka(EmbeddedKafka.start(options, SmallBroker.JVM));
  }

  public KafkaClients clients() {
    return clients;
  }

  /** Tern's topics under a prefix that no other test has. */
  public Topics topics(String prefix) throws Exception {
    Topics topics = new Topics(prefix + ".");
    try (Admin admin = clients.admin()) {
      new TopicSetup(topics, TopicSetup.Durability.embedded(false)).prepare(admin);
    }
    return topics;
  }

  @Override
  public void close() {
    broker.close();
  }
}
