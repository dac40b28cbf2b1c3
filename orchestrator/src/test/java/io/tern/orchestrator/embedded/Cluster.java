package io.tern.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three brokers in JVMs of their own: three replicas, TLS and SCRAM. */
public final class Cluster implements AutoCloseable {
  static final int NODES = 3;
  private static final String SECRET = "wordpass";
  private static final String ADMIN = "admin";

  private final Path directory;
  private final List<String> users;
  private final List<EmbeddedKafka> nodes = new ArrayList<>();
  private final Path store;

  private Cluster(Path directory, List<String> users) throws Exception {
    this.directory = Files.createDirectories(directory);
    this.users = users;
    this.store = keyStore();
  }

  public static Cluster start(Path directory) throws Exception {
    Cluster cluster = new Cluster(directory, List.of());
    cluster.startNodes(cluster.propertiesFile(List.of()));
    return cluster;
  }

  /** One that lets {@code users} do what it was told that they may, and nobody else anything. */
  public static Cluster guarded(Path directory, List<String> users) throws Exception {
    Cluster cluster = new Cluster(directory, users);
    cluster.startNodes(
        cluster.propertiesFile(
            List.of(
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users=User:" + ADMIN + ";User:ANONYMOUS")));
    return cluster;
  }

  /** Kills the broker that was ready first. */
  public void killOne() {
    nodes.getFirst().process().destroyForcibly();
  }

  @Override
  public void close() {
    nodes.reversed().forEach(EmbeddedKafka::close);
  }

  private void startNodes(Path properties) throws Exception {
    int[] ports = freePorts();
    String voters =
        IntStream.range(0, NODES)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports[NODES + i])
            .collect(Collectors.joining(","));
    List<Thread> starting = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      BrokerOptions node = node(i, ports, voters, properties);
      starting.add(Thread.ofPlatform().start(() -> startNode(node)));
    }
    for (Thread thread : starting) {
      thread.join();
    }
    if (nodes.size() < NODES) {
      close();
      throw new IllegalStateException("brokers that started: " + nodes.size() + " of " + NODES);
    }
  }

  private BrokerOptions node(int i, int[] ports, String voters, Path properties) {
    return new BrokerOptions(
        directory.resolve("node" + i),
        "127.0.0.1",
        new BrokerPort(ports[i], false),
        new BrokerPort(ports[NODES + i], false),
        i + 1,
        "VGVybi1lbWJlZGRlZC0wMQ",
        voters,
        false,
        Optional.of(properties),
        true);
  }

  private void startNode(BrokerOptions node) {
    try {
      EmbeddedKafka started = EmbeddedKafka.start(node, SmallBroker.JVM);
      synchronized (nodes) {
        nodes.add(started);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int[] freePorts() throws Exception {
    int[] ports = new int[2 * NODES];
    int next = 23_092 + 10 * (int) (ProcessHandle.current().pid() % 500);
    for (int i = 0; i < ports.length; i++) {
      ports[i] = new BrokerPort(next, true).choose(InetAddress.getByName("127.0.0.1"), 0);
      next = ports[i] + 1;
    }
    return ports;
  }

  private Path keyStore() throws Exception {
    Path made = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "tern",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storepass",
                SECRET,
                "-keystore",
                made.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return made;
  }

  /** Nobody is anonymous but the quorum, on a listener of its own. */
  private Path propertiesFile(List<String> more) throws Exception {
    List<String> lines = new ArrayList<>(more);
    lines.addAll(
        List.of(
            "listener.security.protocol.map=CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms=SCRAM-SHA-512",
            "sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512",
            "listener.name.clients.scram-sha-512.sasl.jaas.config=" + login(ADMIN),
            Broker.SCRAM_USERS + "=" + scram(),
            "ssl.keystore.location=" + store,
            "ssl.keystore.password=" + SECRET,
            "ssl.truststore.location=" + store,
            "ssl.truststore.password=" + SECRET,
            "transaction.state.log.replication.factor=3",
            "transaction.state.log.min.isr=2",
            "min.insync.replicas=2"));
    return Files.write(directory.resolve("node.properties"), lines);
  }

  private String scram() {
    return Stream.concat(Stream.of(ADMIN), users.stream())
        .map(user -> "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, SECRET))
        .collect(Collectors.joining(";"));
  }

  private static String login(String user) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required"
        + " username=\"%s\" password=\"%s\";".formatted(user, SECRET);
  }

  /** What a client needs, which may do everything. */
  public Map<String, String> connection() {
    return connection(ADMIN);
  }

  /** What a client of that user's needs. */
  public Map<String, String> connection(String user) {
    String bootstrap =
        nodes.stream().map(EmbeddedKafka::bootstrap).collect(Collectors.joining(","));
    return Map.of(
        "bootstrap.servers",
        bootstrap,
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        login(user),
        "ssl.truststore.location",
        store.toString(),
        "ssl.truststore.password",
        SECRET);
  }
}
