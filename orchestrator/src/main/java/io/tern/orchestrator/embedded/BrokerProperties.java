package io.tern.orchestrator.embedded;

import java.util.Properties;

/**
 * Kafka's settings for a broker of Tern's own. Its listeners are named {@code CLIENTS} and {@code
 * CONTROLLER}; a properties file gives them TLS or SASL through {@code
 * listener.security.protocol.map}.
 */
final class BrokerProperties {
  private static final String CLIENTS = "CLIENTS";
  private static final String QUORUM = "CONTROLLER";

  private BrokerProperties() {}

  /** The settings for {@code options} on the ports chosen; {@code overrides} win. */
  static Properties of(BrokerOptions options, int port, int controllerPort, Properties overrides) {
    Properties properties = new Properties();
    addPlace(properties, options, port, controllerPort);
    addSmallCluster(properties);
    addLeanness(properties);
    addQuickRestart(properties);
    if (options.flushEachAppend()) {
      properties.setProperty("log.flush.interval.messages", "1");
    }
    properties.putAll(overrides);
    return properties;
  }

  private static void addPlace(
      Properties properties, BrokerOptions options, int port, int controllerPort) {
    String clients = CLIENTS + "://" + options.host() + ":" + port;
    String quorum = options.host() + ":" + controllerPort;
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", Integer.toString(options.nodeId()));
    properties.setProperty("listeners", clients + "," + QUORUM + "://" + quorum);
    properties.setProperty("advertised.listeners", clients);
    properties.setProperty("controller.listener.names", QUORUM);
    properties.setProperty("inter.broker.listener.name", CLIENTS);
    properties.setProperty(
        "listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + QUORUM + ":PLAINTEXT");
    properties.setProperty(
        "controller.quorum.voters",
        options.voters().isEmpty() ? options.nodeId() + "@" + quorum : options.voters());
    properties.setProperty("log.dirs", options.directory().resolve("data").toString());
  }

  /** One replica of everything, and few internal partitions: each one costs time at every start. */
  private static void addSmallCluster(Properties properties) {
    properties.setProperty("default.replication.factor", "1");
    properties.setProperty("min.insync.replicas", "1");
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("transaction.state.log.num.partitions", "1");
    properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
    properties.setProperty("auto.create.topics.enable", "false");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
  }

  private static void addLeanness(Properties properties) {
    properties.setProperty("add.partitions.to.txn.retry.backoff.ms", "1");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("num.io.threads", "4");
    properties.setProperty("background.threads", "2");
    properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(32 << 20));
    properties.setProperty("socket.listen.backlog.size", "512");
  }

  /**
   * After {@code kill -9} a broker may register again only when the session of its dead self has
   * ended, and reads again what it wrote since the last roll of a segment: both are kept short. So
   * is the time after which it tries again to mark transactions whose partition had no leader yet.
   */
  private static void addQuickRestart(Properties properties) {
    properties.setProperty("broker.session.timeout.ms", "4500");
    properties.setProperty("broker.heartbeat.interval.ms", "1000");
    properties.setProperty("request.timeout.ms", "5000");
    properties.setProperty("initial.broker.registration.timeout.ms", "180000");
    properties.setProperty("log.segment.bytes", Integer.toString(128 << 20));
    properties.setProperty("num.recovery.threads.per.data.dir", "2");
  }
}
