package io.tern.orchestrator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.Tmpfs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service when the disk of its data is full, and when there is room again. */
@Timeout(300)
@Tag("full")
class DiskFullTest {
  private static final int MEGABYTES = 256;
  private static final String FREE = "disk_free_bytes{";

  @TempDir Path parent;

  @Test
  void refusesWhatItCannotKeepAndGoesOnWhenThereIsRoom() throws Exception {
    Path data = Files.createDirectory(parent.resolve("data"));
    Acknowledged jobs = new Acknowledged("full", 10);
    try (Tmpfs disk = Tmpfs.over(data, MEGABYTES);
        Node node = Node.alone(disk.directory(), 300).awaitReady()) {
      jobs.submit(node, 10, 2);
      Path filler = data.resolve("filler");
      fill(filler);

      HttpResponse<String> refused = awaitRefusal(jobs, node);

      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(freeBytes(node)).isLessThan(1 << 20);
      assertThat(node.read("/jobs/" + jobs.jobs().getFirst()).has("job_state")).isTrue();

      Files.delete(filler);
      Awaitility.await("commands are taken again")
          .atMost(Duration.ofSeconds(90))
          .until(() -> jobs.offer(node, 1).statusCode() == 200);
      jobs.awaitFinished(node, Duration.ofSeconds(60));
      assertThat(node.process().isAlive()).isTrue();
    }
  }

  /** What is written until the broker has no room left is still taken, and must not be lost. */
  private static HttpResponse<String> awaitRefusal(Acknowledged jobs, Node node) {
    return Awaitility.await("a refusal")
        .atMost(Duration.ofSeconds(60))
        .until(() -> jobs.offer(node, 1), answer -> answer.statusCode() != 200);
  }

  private static void fill(Path filler) throws IOException {
    byte[] piece = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (long written = 0; written <= (long) MEGABYTES << 20; written += piece.length) {
        out.write(piece);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
      return;
    }
    throw new AssertionError(MEGABYTES + " MB did not fill the disk");
  }

  private static double freeBytes(Node node) throws IOException {
    return node.metrics()
        .lines()
        .filter(line -> line.startsWith(FREE))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }
}
