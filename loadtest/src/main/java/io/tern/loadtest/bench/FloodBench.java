package io.tern.loadtest.bench;

import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.Distribution;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long outcomes wait to be applied while a million files are submitted as fast as they are
 * taken. The agent's places are full with copies of five to fifteen seconds, of which a thousand
 * end in every second.
 */
final class FloodBench implements Bench {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String WAIT = "tern_outcome_wait_seconds";
  private static final int FILES = 100;
  private static final int CONNECTIONS = 8;
  private static final int COPY_SECONDS = 10;

  @Override
  public String name() {
    return "flood";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    TernNode tern = rig.tern("tern");
    double unusedReady = tern.awaitReady(PATIENCE);
    Tally warm = submit(rig, tern, "warm", scale.of(2_000L, 20L), 0);
    long unusedWarm = tern.awaitDrained(PATIENCE);
    Tally running = submit(rig, tern, "running", scale.of(300L, 30L), COPY_SECONDS);
    long inMotion = tern.done() + scale.of(15_000L, 100L);
    awaitDone(tern, inMotion);
    findings.require(tern.done() >= inMotion, "copies do not end: " + tern.done() + " did");
    Distribution before = tern.metrics().distribution(WAIT);
    Tally flood = submit(rig, tern, "flood", scale.of(10_000L, 500L), COPY_SECONDS);
    Distribution waited = tern.metrics().distribution(WAIT).since(before);
    findings.note("n", flood.accepted() * FILES);
    findings.note("files_per_s", flood.accepted() * FILES / flood.seconds());
    findings.note("outcomes", waited.count());
    findings.note("outcomes_per_s", waited.count() / flood.seconds());
    findings.note("outcome_wait_p50_ms", waited.at(0.5) * 1000);
    findings.note("outcome_wait_p99_ms", waited.at(0.99) * 1000);
    findings.require(waited.count() > 0, "no outcome was applied during the flood");
    for (Tally tally : List.of(warm, running, flood)) {
      findings.require(tally.refused() + tally.unknown() == 0, "submissions were lost: " + tally);
    }
  }

  private static void awaitDone(TernNode tern, long copies) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (tern.done() < copies && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(200));
    }
  }

  private static Tally submit(Rig rig, TernNode tern, String run, long jobs, int copySeconds)
      throws Exception {
    LoadPlan plan =
        Plans.plan(
            tern,
            jobs,
            FILES,
            new Pace.Closed(CONNECTIONS),
            Plans.tenThousandLinks(),
            Plans.mocked(run, copySeconds),
            Map.of());
    return rig.submit(plan, run + ".acknowledged").await(PATIENCE);
  }
}
