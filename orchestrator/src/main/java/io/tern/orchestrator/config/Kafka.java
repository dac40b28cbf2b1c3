package io.tern.orchestrator.config;

import io.tern.orchestrator.security.Secret;
import java.util.List;
import java.util.Map;

/**
 * The cluster that keeps everything.
 *
 * @param bootstrap of a cluster of your own; empty: an embedded broker
 * @param topicPrefix of every topic; the same on every node
 * @param partitions of commands, reports and journal; 1, the only number this format level knows
 * @param replication of topics on a cluster of your own, 1 to 9; the embedded broker has 1
 * @param unsafeAllowLowReplication whether fewer than 3 replicas will do on a cluster of your own
 * @param client settings for every Kafka client, passed on verbatim: TLS, SASL
 */
public record Kafka(
    List<HostPort> bootstrap,
    String topicPrefix,
    int partitions,
    int replication,
    boolean unsafeAllowLowReplication,
    Map<String, Secret> client,
    Embedded embedded) {
  static final Kafka DEFAULTS =
      new Kafka(List.of(), "tern.", 1, 3, false, Map.of(), Embedded.DEFAULTS);

  public Kafka {
    bootstrap = List.copyOf(bootstrap);
    client = Map.copyOf(client);
    Check.that(
        topicPrefix.matches("[A-Za-z0-9._-]{1,100}"),
        "topicPrefix",
        topicPrefix,
        "1 to 100 letters, digits, dots, dashes, underscores");
    Check.range("partitions", partitions, 1, 1);
    Check.range("replication", replication, 1, 9);
    Check.that(
        replication >= 3 || unsafeAllowLowReplication,
        "replication",
        replication,
        ">= 3, or unsafeAllowLowReplication: true");
  }

  /** Whether there is no cluster of your own. */
  public boolean isEmbedded() {
    return bootstrap.isEmpty();
  }

  /**
   * The broker in a child JVM.
   *
   * @param port the first one tried, 1024 to 32766
   * @param heap of its JVM, as {@code -Xmx} takes it
   * @param flushEachAppend whether each append reaches the disk before it is acknowledged; without,
   *     what is acknowledged survives every process but not a power cut
   */
  public record Embedded(int port, String heap, boolean flushEachAppend) {
    static final Embedded DEFAULTS = new Embedded(19092, "512m", false);

    public Embedded {
      Check.range("port", port, 1024, 32766);
      Check.that(heap.matches("[1-9][0-9]*[kmgKMG]?"), "heap", heap, "a size such as 512m");
    }
  }
}
