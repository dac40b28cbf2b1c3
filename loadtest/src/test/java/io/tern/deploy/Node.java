package io.tern.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;

/**
 * A node of the service in a container, spoken to by the command line of its image.
 *
 * @param http port of its clients; that of its health is the next
 */
record Node(String name, int http, GenericContainer<?> container) {
  private static final String CONFIGURED = "/etc/tern/tern.yaml";
  private static final int DRAIN_S = 40;

  /** Kafka is at the loopback address of the network of the container {@code beside}. */
  static Node of(
      GenericContainer<?> container, String beside, String name, int http, Path configuration) {
    Bind configured = new Bind(configuration.toString(), new Volume(CONFIGURED), AccessMode.ro);
    container
        .withNetworkMode("container:" + beside)
        .withCreateContainerCmdModifier(create ->
            create.withHealthcheck(health(http + 1)).getHostConfig().withBinds(configured))
        .withCommand(
            ("serve --config %s --node %s --kafka 127.0.0.1:9092 --open-loopback"
                    + " --http 127.0.0.1:%d --health 0.0.0.0:%d")
                .formatted(CONFIGURED, name, http, http + 1));
    return new Node(name, http, container);
  }

  /** The image's own, at this node's port. */
  private static HealthCheck health(int port) {
    return new HealthCheck()
        .withTest(List.of("CMD", "alive", "127.0.0.1", Integer.toString(port)))
        .withInterval(1_000_000_000L);
  }

  int health() {
    return http + 1;
  }

  /** Submits jobs, one a line; says their ids. */
  List<String> submit(String jobs) throws IOException, InterruptedException {
    String script = "printf %s \"$0\" | tern submit --file - --server \"$1\"";
    return run(List.of("sh", "-c", script, jobs, server())).lines().toList();
  }

  /** Jobs as comma-separated values. */
  Stream<String> status(List<String> jobs) throws IOException, InterruptedException {
    List<String> ask = List.of("tern", "status", "-o", "csv", "--server", server());
    return run(Stream.concat(ask.stream(), jobs.stream()).toList()).lines().skip(1);
  }

  private String server() {
    return "http://127.0.0.1:" + http;
  }

  /** What the command prints; any exit code but 0 fails the test. */
  String run(List<String> command) throws IOException, InterruptedException {
    ExecResult done = container.execInContainer(command.toArray(String[]::new));
    assertThat(done.getExitCode()).as("%s: %s", command, done).isZero();
    return done.getStdout();
  }

  boolean isHealthy() {
    return container.isHealthy();
  }

  /** As {@code kill -9}. */
  void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  /** As an engine stops a container; says its exit code. */
  long stop() {
    var docker = container.getDockerClient();
    String id = container.getContainerId();
    docker.stopContainerCmd(id).withTimeout(DRAIN_S).exec();
    Long code = docker.inspectContainerCmd(id).exec().getState().getExitCodeLong();
    return code == null ? -1 : code;
  }
}
