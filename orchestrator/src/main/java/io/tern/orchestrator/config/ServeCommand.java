package io.tern.orchestrator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The command line of {@code tern serve}: what it sets wins over the environment, that over the
 * file, that over the defaults.
 *
 * @param action what to do with the configuration
 */
public record ServeCommand(Config config, Action action) {
  /** What to do with a configuration that is right. */
  public enum Action {
    /** Start the service. */
    SERVE,
    /** Print it and end. */
    PRINT_CONFIG,
    /** End: that it is right was the question. */
    CHECK
  }

  /** The options, for a usage text. */
  public static final String USAGE =
      """
      --config FILE        the configuration file (YAML)
      --data DIR           what this node keeps (default: data)
      --http HOST:PORT     the clients' listener (default: 127.0.0.1:8446)
      --health HOST:PORT   /livez, /readyz and /metrics (default: 127.0.0.1:8447)
      --kafka HOST:PORT,.. a Kafka cluster of your own (default: embedded; or TERN_KAFKA)
      --roles ROLE,..      api, coordinator, agent (default: all)
      --node NAME          this node's name (default: made of host and port)
      --hold               start held: accept jobs, dispatch nothing
      --open-loopback      everybody on this machine is the operator
      --open-addresses A,.. connect to these too: loopback, private or ADDRESS/BITS
      --trusted-headers    believe X-Test-DN and X-Test-FQANS: for test suites
      --settings FILE      ceilings and shares to load at start (YAML)
      --print-config       print the configuration without secrets, and end
      --check              check the configuration, and end
      """;

  private static final Map<String, String> OPTIONS =
      Map.of(
          "--data", "data",
          "--http", "server.http",
          "--health", "server.health",
          "--kafka", "kafka.bootstrap",
          "--roles", "roles",
          "--node", "node",
          "--open-addresses", "network.openAddresses",
          "--settings", "settings");

  private static final Map<String, List<String>> FLAGS =
      Map.of(
          "--hold", List.of("hold", "true"),
          "--open-loopback", List.of("identity.mode", "open"),
          "--trusted-headers", List.of("identity.mode", "trusted-headers"));

  private static final Map<String, Action> ACTIONS =
      Map.of("--print-config", Action.PRINT_CONFIG, "--check", Action.CHECK);

  /**
   * Reads the command line, the environment and the file that the command line names.
   *
   * @throws ConfigException naming what is wrong
   */
  public static ServeCommand parse(List<String> arguments, Map<String, String> environment) {
    Words words = new Words();
    words.takeKafka(environment.getOrDefault("TERN_KAFKA", ""));
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      words.take(rest.next(), rest);
    }
    overlay(words.file, words.overrides);
    return new ServeCommand(RecordReader.read(words.file, Config.DEFAULTS), words.action);
  }

  /** What the command line has said so far. */
  private static final class Words {
    private final ObjectNode overrides = JsonNodeFactory.instance.objectNode();
    private ObjectNode file = JsonNodeFactory.instance.objectNode();
    private Action action = Action.SERVE;

    void takeKafka(String bootstrap) {
      if (!bootstrap.isBlank()) {
        set(overrides, "kafka.bootstrap", bootstrap);
      }
    }

    void take(String name, Iterator<String> rest) {
      if (name.equals("--config")) {
        file = YamlFile.read(Path.of(valueOf(name, rest)));
      } else if (!ACTIONS.containsKey(name)) {
        override(overrides, name, rest);
      }
      action = ACTIONS.getOrDefault(name, action);
    }
  }

  private static void override(ObjectNode overrides, String name, Iterator<String> rest) {
    List<String> flag = FLAGS.get(name);
    String option = OPTIONS.get(name);
    if (flag != null) {
      set(overrides, flag.get(0), flag.get(1));
    } else if (option != null) {
      set(overrides, option, valueOf(name, rest));
    } else {
      throw new ConfigException("unknown option: " + name + "\n" + USAGE);
    }
  }

  private static String valueOf(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new ConfigException(name + ": missing value");
    }
    return rest.next();
  }

  private static void set(ObjectNode tree, String path, String value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.put(path, value);
    } else {
      tree.withObjectProperty(path.substring(0, dot)).put(path.substring(dot + 1), value);
    }
  }

  private static void overlay(ObjectNode tree, ObjectNode overrides) {
    for (Map.Entry<String, JsonNode> entry : overrides.properties()) {
      JsonNode under = tree.get(entry.getKey());
      if (entry.getValue() instanceof ObjectNode section && under instanceof ObjectNode object) {
        overlay(object, section);
      } else {
        tree.set(entry.getKey(), entry.getValue());
      }
    }
  }
}
