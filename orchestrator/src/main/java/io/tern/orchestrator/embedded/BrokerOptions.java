package io.tern.orchestrator.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What one broker process is told on its command line. Alone it is a cluster of one; with {@code
 * voters} it is a node of a larger one.
 *
 * @param directory holds the lock, the noted address, the broker's log and its data
 * @param host the address that it binds and advertises
 * @param port of the clients' listener
 * @param controllerPort of the quorum's listener; must be exact if there are {@code voters}
 * @param nodeId 1 or more, unique in the cluster
 * @param clusterId the same on every node, 16 bytes in URL-safe base64; empty without voters: a
 *     random one, chosen once
 * @param voters Kafka's {@code controller.quorum.voters}, or empty for this node alone
 * @param flushEachAppend whether each append reaches the disk before it is acknowledged, on
 *     internal topics too
 * @param properties a file of Kafka's own settings that override Tern's: listeners, TLS, SASL,
 *     replication
 * @param stopAtEof whether the end of standard input stops the broker
 */
public record BrokerOptions(
    Path directory,
    String host,
    BrokerPort port,
    BrokerPort controllerPort,
    int nodeId,
    String clusterId,
    String voters,
    boolean flushEachAppend,
    Optional<Path> properties,
    boolean stopAtEof) {
  static final String USAGE =
      "--data DIR [--host ADDRESS] [--port N|N+] [--controller-port N|N+] [--node-id N]"
          + " [--cluster-id ID] [--voters ID@HOST:PORT,...] [--flush] [--properties FILE]";

  public BrokerOptions {
    if (nodeId < 1) {
      throw new IllegalArgumentException("--node-id: " + nodeId + " (expected: >= 1)");
    }
    if (!voters.isEmpty() && controllerPort.probed()) {
      throw new IllegalArgumentException(
          "--controller-port: " + controllerPort + " (expected: an exact port beside --voters)");
    }
    if (!voters.isEmpty() && clusterId.isEmpty()) {
      throw new IllegalArgumentException(
          "--cluster-id: missing (expected: the same on every node beside --voters)");
    }
  }

  /** A cluster of one on loopback, which ends with the process that started it. */
  public static BrokerOptions embedded(Path directory, boolean flushEachAppend) {
    return new BrokerOptions(
        directory,
        "127.0.0.1",
        BrokerPort.DEFAULT,
        new BrokerPort(BrokerPort.DEFAULT.first() + 1, true),
        1,
        "",
        "",
        flushEachAppend,
        Optional.empty(),
        true);
  }

  /** The same with another port for clients. */
  public BrokerOptions withPort(BrokerPort port) {
    return new BrokerOptions(
        directory,
        host,
        port,
        controllerPort,
        nodeId,
        clusterId,
        voters,
        flushEachAppend,
        properties,
        stopAtEof);
  }

  /**
   * Reads what {@link #toArguments} writes; what is absent has its default.
   *
   * @throws IllegalArgumentException naming the argument that is wrong
   */
  public static BrokerOptions parse(List<String> arguments) {
    return new BrokerArguments(arguments).options();
  }

  /** The command line that says the same. */
  List<String> toArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data", directory.toString(),
                "--host", host,
                "--port", port.toString(),
                "--controller-port", controllerPort.toString(),
                "--node-id", Integer.toString(nodeId)));
    if (!clusterId.isEmpty()) {
      arguments.addAll(List.of("--cluster-id", clusterId));
    }
    if (!voters.isEmpty()) {
      arguments.addAll(List.of("--voters", voters));
    }
    if (flushEachAppend) {
      arguments.add("--flush");
    }
    properties.ifPresent(file -> arguments.addAll(List.of("--properties", file.toString())));
    if (stopAtEof) {
      arguments.add("--stop-at-eof");
    }
    return arguments;
  }

  /** Kafka's own settings from the {@code properties} file; empty if there is none. */
  Properties overrides() throws IOException {
    Properties read = new Properties();
    if (properties.isPresent()) {
      try (Reader reader = Files.newBufferedReader(properties.get())) {
        read.load(reader);
      }
    }
    return read;
  }
}
