package io.tern.loadtest.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.audit.Audit;
import io.tern.loadtest.audit.TernStates;
import io.tern.loadtest.audit.Verdict;
import io.tern.loadtest.load.Identity;
import io.tern.loadtest.load.LinkGraph;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Farm, generator and audit against a stand-in of the service, each in its own process. */
class RigTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @BeforeEach
  void standIn() {
    System.setProperty("tern.main", StandIn.class.getName());
  }

  @AfterEach
  void theService() {
    System.clearProperty("tern.main");
  }

  private Verdict run(String farmRules, String... more) throws Exception {
    try (Rig rig = new Rig(directory, List.of("-Xmx256m"), List.of())) {
      FarmNode farm = rig.farm(4, farmRules);
      TernNode tern = rig.tern("tern", more);
      assertThat(tern.awaitReady(PATIENCE)).isPositive();
      Tally tally = rig.submit(plan(tern, farm), "acknowledged").await(PATIENCE);
      assertThat(tally.accepted()).isEqualTo(10);
      assertThat(tern.awaitDrained(PATIENCE)).isLessThanOrEqualTo(System.nanoTime());
      assertThat(tern.account().cpuSeconds()).isPositive();
      return new Audit(
              new TernStates(tern.service(), Identity.NONE),
              rig.path("acknowledged"),
              farm.log(),
              0,
              true)
          .judge(PATIENCE, (jobs, of) -> {});
    }
  }

  private static LoadPlan plan(TernNode tern, FarmNode farm) {
    return new LoadPlan(
        tern.service(),
        10,
        5,
        new Pace.Closed(2),
        new LinkGraph(4, 12, 0),
        farm.urls("rig", 1_000, ""),
        LoadPlan.VERIFIED,
        List.of(Identity.NONE),
        List.of("default"),
        1);
  }

  @Test
  void fiftyFilesCopiedOnceEachAreSound() throws Exception {
    Verdict verdict = run("{}");
    assertThat(verdict.isSound()).as(verdict.table()).isTrue();
    assertThat(verdict.finished()).isEqualTo(50);
  }

  @Test
  void aServiceThatCopiesTwiceIsFound() throws Exception {
    Verdict verdict = run("{}", "--copies", "2");
    assertThat(verdict.doubled()).isEqualTo(50);
    assertThat(verdict.isSound()).isFalse();
  }

  @Test
  void aServiceThatBelievesAStorageWhichLiesIsFound() throws Exception {
    Verdict verdict = run("faults: [{fail: wrong_checksum, path: \"*-0\"}]");
    assertThat(verdict.wrong()).isEqualTo(10);
    assertThat(verdict.unproven()).isEqualTo(10);
    assertThat(verdict.isSound()).isFalse();
  }
}
