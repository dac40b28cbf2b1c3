package io.tern.orchestrator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service while its broker does not answer, and afterwards. */
@Timeout(300)
class KafkaAwayTest {
  private static final Duration REFUSAL_BOUND = Duration.ofSeconds(5);

  private static final String UNKNOWN_JOB = "/jobs/11111111-2222-3333-4444-555555555555";

  @TempDir Path data;

  @Test
  @Tag("full")
  void twentySecondsWithoutKafkaLoseNothing() throws Exception {
    survives(Duration.ofSeconds(20));
  }

  @Test
  @Tag("full")
  void fortyFiveSecondsWithoutKafkaLoseNothing() throws Exception {
    survives(Duration.ofSeconds(45));
  }

  private void survives(Duration away) throws Exception {
    Acknowledged jobs = new Acknowledged("away", 10);
    try (SharedBroker broker = SharedBroker.start(data.resolve("broker"));
        Node node =
            Node.on(broker.bootstrap(), "one", data.resolve("one"), "api,coordinator,agent")
                .awaitReady()) {
      jobs.submit(node, 30, 10);
      jobs.awaitStates(node, states -> states.getOrDefault("ACTIVE", 0) > 100);

      Signals.STOP.to(broker.process());
      long stoppedNs = System.nanoTime();
      while (System.nanoTime() - stoppedNs < away.toNanos()) {
        assertRefused(jobs, node);
        for (JsonNode told : jobs.told(node)) {
          assertThat(told).isNotEmpty();
        }
      }
      assertThat(node.get(UNKNOWN_JOB).statusCode()).isEqualTo(503);
      Signals.CONT.to(broker.process());

      Awaitility.await("commands are taken again")
          .atMost(Duration.ofSeconds(60))
          .until(() -> jobs.offer(node, 1).statusCode() == 200);
      jobs.awaitFinished(node, Duration.ofSeconds(120));
      assertThat(node.get(UNKNOWN_JOB).statusCode()).isEqualTo(404);
      assertEachWasDoneOnce(jobs, broker.bootstrap());
    }
  }

  /** A wrong 2xx would be noted by {@code jobs} and missed at the end. */
  private static void assertRefused(Acknowledged jobs, Node node) throws IOException {
    long begunNs = System.nanoTime();
    HttpResponse<String> answer = jobs.offer(node, 1);
    Duration took = Duration.ofNanos(System.nanoTime() - begunNs);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(took).isLessThan(REFUSAL_BOUND);
  }

  private static void assertEachWasDoneOnce(Acknowledged jobs, String bootstrap) {
    Journal journal = Journal.at(bootstrap);
    assertThat(journal.finishes().size()).isGreaterThanOrEqualTo(jobs.transfers());
    assertThat(journal.finishes().values()).containsOnly(1);
    assertThat(journal.starts().values()).containsOnly(1);
  }

  @Test
  void anEmbeddedBrokerThatIsKilledAloneComesBackAndNothingIsLost() throws Exception {
    Acknowledged jobs = new Acknowledged("revived", 10);
    try (Node node = Node.alone(data.resolve("node"), 300).awaitReady()) {
      jobs.submit(node, 10, 2);
      ProcessHandle broker = node.process().children().findFirst().orElseThrow();

      Signals.KILL.to(broker);

      Awaitility.await("commands are taken again")
          .atMost(Duration.ofSeconds(90))
          .until(() -> jobs.offer(node, 1).statusCode() == 200);
      jobs.awaitFinished(node, Duration.ofSeconds(60));
      assertThat(node.process().isAlive()).isTrue();
    }
  }
}
