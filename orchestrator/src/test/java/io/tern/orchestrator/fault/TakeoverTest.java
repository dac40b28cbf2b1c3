package io.tern.orchestrator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one broker, and what becomes of the work when the one that leads is hurt. */
@Timeout(300)
class TakeoverTest {
  private static final Duration TAKEOVER = Duration.ofSeconds(30);

  @TempDir Path data;
  private SharedBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = SharedBroker.start(data.resolve("broker"));
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  private Node node(String name, String roles) throws Exception {
    return Node.on(broker.bootstrap(), name, data.resolve(name), roles).awaitReady();
  }

  @Test
  void copiesGoOnWhenTheLeaderIsKilledAndNothingIsLostOrDoneTwice() throws Exception {
    Acknowledged jobs = new Acknowledged("kill", 10);
    try (Node leader = node("first", "api,coordinator");
        Node follower = node("second", "api,coordinator,agent")) {
      assertThat(leader.leads()).isTrue();
      jobs.submit(leader, 20, 3).submit(follower, 20, 3);
      jobs.awaitStates(follower, states -> states.containsKey("ACTIVE"));

      Signals.KILL.to(leader.process());

      jobs.submit(follower, 5, 2);
      Awaitility.await().atMost(TAKEOVER).until(follower::leads);
      jobs.awaitFinished(follower, Duration.ofSeconds(60));
    }
    assertNothingWasDoneTwice(jobs);
    assertThat(Journal.at(broker.bootstrap()).starts()).hasSize(jobs.transfers());
    System.out.println("nobody led for " + Journal.at(broker.bootstrap()).longestSilence());
  }

  @Test
  @Tag("full")
  void aLeaderThatWasStoppedForLongIsRefusedAndFollows() throws Exception {
    Acknowledged jobs = new Acknowledged("stop", 10);
    try (Node first = node("first", "api,coordinator,agent");
        Node second = node("second", "api,coordinator,agent")) {
      jobs.submit(first, 30, 4).submit(second, 30, 4);
      jobs.awaitStates(second, states -> states.containsKey("ACTIVE"));

      Signals.STOP.to(first.process());
      Awaitility.await().atMost(TAKEOVER).until(second::leads);
      jobs.submit(second, 20, 2);
      Awaitility.await().pollDelay(Duration.ofSeconds(10)).atMost(TAKEOVER).until(second::leads);
      Signals.CONT.to(first.process());

      Awaitility.await().atMost(TAKEOVER).until(() -> !first.leads());
      jobs.awaitFinished(first, Duration.ofSeconds(120));
      jobs.awaitFinished(second, Duration.ofSeconds(10));
      assertThat(second.leads()).isTrue();
      assertThat(jobs.told(first)).isEqualTo(jobs.told(second));
    }
    assertNothingWasDoneTwice(jobs);
    assertThat(Journal.at(broker.bootstrap()).leaders()).containsExactly("first#1", "second#2");
  }

  @Test
  @Tag("full")
  void aNodeThatLostItsStoreIsTheSameAgainFromACompactedJournal() throws Exception {
    Acknowledged ended = new Acknowledged("ended", 10);
    Acknowledged running = new Acknowledged("running", 10);
    try (Node first = node("first", "api,coordinator,agent");
        Node second = node("second", "api,coordinator")) {
      Journal journal = Journal.at(broker.bootstrap());
      journal.compactEagerly();
      ended.submit(first, 20, 1);
      running.submit(first, 5, 600);
      ended.awaitFinished(first, Duration.ofSeconds(60));
      running.awaitStates(first, states -> states.equals(Map.of("ACTIVE", 50)));
      assertThat(first.delete("/jobs/" + running.jobs().getLast()).statusCode()).isEqualTo(200);
      Awaitility.await("compaction")
          .pollInterval(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(180))
          .until(journal::isCompacted);

      Signals.KILL.to(second.process());
      second.process().waitFor();
      second.forget();
      second.restart();
      second.awaitReady();

      assertThat(first.leads()).isTrue();
      assertThat(ended.told(second)).isEqualTo(ended.told(first));
      assertThat(running.told(second)).isEqualTo(running.told(first));
      Signals.KILL.to(first.process());
      Awaitility.await().atMost(TAKEOVER).until(second::leads);
      assertThat(running.states(second)).isEqualTo(Map.of("ACTIVE", 40, "CANCELED", 10));
      ended.submit(second, 1, 1);
    }
  }

  private void assertNothingWasDoneTwice(Acknowledged jobs) {
    Journal journal = Journal.at(broker.bootstrap());
    assertThat(journal.finishes()).hasSize(jobs.transfers());
    assertThat(journal.finishes().values()).containsOnly(1);
    assertThat(journal.completions()).isEqualTo(journal.finishes());
    assertThat(journal.starts().values()).containsOnly(1);
  }
}
