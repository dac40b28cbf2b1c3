package io.tern.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs move through two containers of the service on a third with Kafka; the leader is killed. */
@Tag("full")
class ContainersTest {
  private static final int JOBS = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  void jobsOutliveTheContainerThatLed() throws IOException, InterruptedException {
    try (Trio trio = Trio.started(Engine.image(directory), directory)) {
      Node first = trio.leader();
      List<String> jobs = first.submit(jobs());
      assertThat(jobs).hasSize(JOBS);
      await("copies run").atMost(PATIENCE).until(() -> count(first, jobs, "ACTIVE") > 0);
      first.kill();

      Node second = trio.other(first);
      await("the other leads").atMost(PATIENCE).until(() -> trio.leader() == second);
      await("all are finished")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(count(second, jobs, "FINISHED")).isEqualTo(JOBS));
      confined(second);
      assertThat(second.stop()).as("exit code after a drain").isZero();
    }
  }

  /** Copies of 15 s, so that some are under way when the leader dies. */
  private static String jobs() {
    return IntStream.range(0, JOBS)
        .mapToObj(
            """
            {"files":[{"sources":["mock://a/%1$d?size=1000"],\
            "destinations":["mock://b/%1$d?time=15&size_post=1000"]}],"params":{"retry":5}}\
            """
                ::formatted)
        .collect(Collectors.joining("\n"));
  }

  private static long count(Node node, List<String> jobs, String state)
      throws IOException, InterruptedException {
    return node.status(jobs).filter(line -> line.contains("," + state + ",")).count();
  }

  private static void confined(Node node) throws IOException, InterruptedException {
    assertThat(node.isHealthy()).as("its health check says so").isTrue();
    assertThat(node.run(List.of("id", "-u"))).isEqualTo("10001\n");
    assertThat(node.run(List.of("sh", "-c", "touch /opt/tern/x 2>&1 || true")))
        .contains("Read-only file system");
    assertThat(node.run(List.of("grep", "bomFormat", "/opt/tern/sbom.json"))).contains("CycloneDX");
  }
}
