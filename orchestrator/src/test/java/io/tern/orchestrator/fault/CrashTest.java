package io.tern.orchestrator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node with a broker of its own that ends, in good order or none, and starts again. */
@Timeout(1_200)
class CrashTest {
  private static final int SHORT_LEASE_S = 15;

  @TempDir Path data;

  @Test
  @Tag("full")
  void whatWasAcknowledgedEndsHoweverOftenEverythingIsKilled() throws Exception {
    Random moments = new Random(20_261_124);
    Acknowledged jobs = new Acknowledged("crash", 20);
    try (Node node = Node.alone(data, SHORT_LEASE_S).awaitReady()) {
      for (int kill = 0; kill < 5; kill++) {
        jobs.submit(node, 10, 2);
        Awaitility.await()
            .pollDelay(moments.nextInt(3_000), TimeUnit.MILLISECONDS)
            .until(() -> true);
        killAll(node);
        node.restart();
        if (kill % 2 == 1) {
          killDuringReplay(node, moments);
        }
        node.awaitReady();
      }
      jobs.awaitFinished(node, Duration.ofSeconds(180));
    }
  }

  private static void killDuringReplay(Node node, Random moments) throws Exception {
    Path log = node.data().resolve("node.log");
    long before = Files.size(log);
    Awaitility.await("its broker is up and it reads")
        .atMost(Duration.ofSeconds(90))
        .until(() -> Files.size(log) > before);
    Awaitility.await().pollDelay(moments.nextInt(1_500), TimeUnit.MILLISECONDS).until(() -> true);
    killAll(node);
    node.restart();
  }

  private static void killAll(Node node) throws Exception {
    Signals.KILL.toGroupOf(node.process());
    assertThat(node.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aTerminatedNodeExitsWithZeroAndLosesNothing() throws Exception {
    Acknowledged jobs = new Acknowledged("term", 10);
    try (Node node = Node.alone(data, SHORT_LEASE_S).awaitReady()) {
      jobs.submit(node, 20, 2);
      jobs.awaitStates(node, states -> states.containsKey("ACTIVE"));

      Signals.TERM.to(node.process());

      assertThat(node.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(node.process().exitValue()).isZero();
      node.restart();
      jobs.awaitFinished(node.awaitReady(), Duration.ofSeconds(60));
    }
  }
}
