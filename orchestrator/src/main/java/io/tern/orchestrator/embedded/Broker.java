package io.tern.orchestrator.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A Kafka broker and quorum controller in this JVM. All that is not public API of Kafka is behind
 * this class; its version is pinned in the parent pom.
 */
final class Broker {
  /**
   * A key of the properties file that is Tern's, not Kafka's: SCRAM users made when the directory
   * is first formatted, {@code SCRAM-SHA-512=[name=...,password=...]}, separated by semicolons.
   */
  static final String SCRAM_USERS = "format.scram.users";

  private final KafkaRaftServer server;

  private Broker(KafkaRaftServer server) {
    this.server = server;
  }

  /**
   * What to do when Kafka meets a fault that it takes for fatal; without this it ends the process
   * by itself and without a word.
   */
  static void whenItGivesUp(Runnable action) {
    Exit.setExitProcedure((status, message) -> action.run());
    Exit.setHaltProcedure((status, message) -> action.run());
  }

  /** Formats the directory if it is new, starts, and returns when the broker serves requests. */
  static Broker start(Properties properties, String clusterId) throws Exception {
    Properties settings = (Properties) properties.clone();
    Object users = settings.remove(SCRAM_USERS);
    List<String> scram = users == null ? List.of() : List.of(users.toString().split(";"));
    KafkaConfig config = new KafkaConfig(settings);
    format(config, clusterId, scram);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    return new Broker(server);
  }

  private static void format(KafkaConfig config, String clusterId, List<String> scram)
      throws Exception {
    Path directory = Path.of(config.metadataLogDir());
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setClusterId(clusterId.isEmpty() ? Uuid.randomUuid().toString() : clusterId)
            .setNodeId(config.nodeId())
            .setControllerListenerName(config.controllerListenerNames().get(0))
            .setMetadataLogDirectory(config.metadataLogDir())
            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
            .setScramArguments(scram);
    config.logDirs().forEach(formatter::addDirectory);
    formatter.run();
  }

  /** Stops cleanly, so that the next start needs no recovery. */
  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }
}
