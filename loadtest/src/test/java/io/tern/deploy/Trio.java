package io.tern.deploy;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * Kafka and two nodes of the service, each in a container of the one image. They share the network
 * of Kafka's container, since callers of an open service must come from where it runs.
 */
final class Trio implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The lease is short enough to see the copies of a dead node taken up again. */
  private static final String CONFIGURATION =
      """
      kafka: {replication: 1, unsafeAllowLowReplication: true}
      coordinator: {lease: 15s}
      """;

  private final Network network = Network.newNetwork();
  private final GenericContainer<?> kafka;
  private final List<Node> nodes = new ArrayList<>();

  /**
   * @param directory for the configuration of the nodes
   */
  static Trio started(String image, Path directory) throws IOException {
    Trio trio = new Trio(image);
    try {
      trio.start(image, directory);
      return trio;
    } catch (IOException | RuntimeException e) {
      trio.close();
      throw e;
    }
  }

  private Trio(String image) {
    kafka =
        confined(image)
            .withNetwork(network)
            .withCommand("broker", "--data", "/var/lib/tern/kafka", "--port", "9092")
            .withExposedPorts(8447, 8457)
            .waitingFor(Wait.forSuccessfulCommand("bash -c 'exec 3<>/dev/tcp/127.0.0.1/9092'"));
  }

  private void start(String image, Path directory) throws IOException {
    Path configuration = Files.writeString(directory.resolve("tern.yaml"), CONFIGURATION);
    kafka.start();
    nodes.add(node(image, configuration, "one", 8446));
    nodes.add(node(image, configuration, "two", 8456));
    Startables.deepStart(nodes.stream().map(Node::container)).join();
    nodes.forEach(
        node -> await(node.name() + " is ready").atMost(PATIENCE).until(() -> says(node, "ready")));
  }

  /** As compose and Kubernetes run it: nothing may be written but its volume, no right is left. */
  private static GenericContainer<?> confined(String image) {
    return new GenericContainer<>(DockerImageName.parse(image))
        .withImagePullPolicy(name -> false)
        .withCreateContainerCmdModifier(create ->
            create
                .getHostConfig()
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges")));
  }

  private Node node(String image, Path configuration, String name, int port) {
    return Node.of(confined(image), kafka.getContainerId(), name, port, configuration);
  }

  /** The node that leads, once one does. */
  Node leader() {
    await("a leader").atMost(PATIENCE).until(() -> nodes.stream().anyMatch(this::leads));
    return nodes.stream().filter(this::leads).findFirst().orElseThrow();
  }

  Node other(Node node) {
    return nodes.stream().filter(one -> one != node).findFirst().orElseThrow();
  }

  private boolean leads(Node node) {
    return node.container().isRunning() && says(node, "leads");
  }

  /** Whether the node's health page says so. */
  private boolean says(Node node, String field) {
    int port = kafka.getMappedPort(node.health());
    try {
      URI page = URI.create("http://" + kafka.getHost() + ":" + port + "/readyz");
      JsonNode told = JSON.readTree(page.toURL());
      return told.path(field).asBoolean();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.container().stop());
    kafka.stop();
    network.close();
  }
}
