package io.tern.orchestrator.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line of a broker process, taken apart. */
final class BrokerArguments {
  private static final Set<String> FLAGS = Set.of("--flush", "--stop-at-eof");
  private static final Set<String> OPTIONS =
      Set.of(
          "--data",
          "--host",
          "--port",
          "--controller-port",
          "--node-id",
          "--cluster-id",
          "--voters",
          "--properties");

  private final Map<String, String> values = new HashMap<>();

  BrokerArguments(List<String> arguments) {
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      take(rest.next(), rest);
    }
  }

  private void take(String name, Iterator<String> rest) {
    if (FLAGS.contains(name)) {
      values.put(name, "");
    } else if (!OPTIONS.contains(name)) {
      throw new IllegalArgumentException(
          "unknown argument: " + name + " (expected: " + BrokerOptions.USAGE + ")");
    } else if (!rest.hasNext()) {
      throw new IllegalArgumentException(name + ": missing value");
    } else {
      values.put(name, rest.next());
    }
  }

  BrokerOptions options() {
    BrokerPort port = port("--port", BrokerPort.DEFAULT);
    return new BrokerOptions(
        Path.of(required("--data")),
        value("--host", "127.0.0.1"),
        port,
        port("--controller-port", new BrokerPort(port.first() + 1, true)),
        nodeId(),
        value("--cluster-id", ""),
        value("--voters", ""),
        values.containsKey("--flush"),
        Optional.ofNullable(values.get("--properties")).map(Path::of),
        values.containsKey("--stop-at-eof"));
  }

  private String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          name + ": missing (expected: " + BrokerOptions.USAGE + ")");
    }
    return value;
  }

  private String value(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  private BrokerPort port(String name, BrokerPort otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : BrokerPort.parse(value);
  }

  private int nodeId() {
    String value = value("--node-id", "1");
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--node-id: " + value + " (expected: a number >= 1)", e);
    }
  }
}
