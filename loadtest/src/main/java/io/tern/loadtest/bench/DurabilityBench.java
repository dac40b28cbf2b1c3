package io.tern.loadtest.bench;

import io.tern.loadtest.audit.Audit;
import io.tern.loadtest.audit.TernStates;
import io.tern.loadtest.audit.Verdict;
import io.tern.loadtest.load.Identity;
import io.tern.loadtest.load.LinkGraph;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.FarmNode;
import io.tern.loadtest.rig.Load;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * {@code kill -9} at seeded moments under load, of the service alone and of its whole process group
 * in turn, the last one while it replays. Whatever was acknowledged must end once.
 */
final class DurabilityBench implements Bench {
  private static final int STORAGES = 16;
  private static final int FILES_PER_JOB = 10;
  private static final int KILLS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** No restart with work to replay was ready sooner. */
  private static final long READY_AT_BEST_MS = 4_000;

  /** Copies of two seconds; one storage in four goes on when its client has left. */
  private static final String FARM =
      """
      storages:
        - {hosts: "*.4", dialect: storm, copy_bytes_per_s: 500000}
        - {hosts: "*.8", dialect: storm, copy_bytes_per_s: 500000}
        - {hosts: "*.12", dialect: storm, copy_bytes_per_s: 500000}
        - {hosts: "*.16", dialect: storm, copy_bytes_per_s: 500000}
        - {copy_bytes_per_s: 500000}
      faults: [{fail: failure, p: 0.01, first: 1}]
      """;

  @Override
  public String name() {
    return "durability";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    FarmNode farm = rig.farm(STORAGES, FARM);
    TernNode tern = rig.tern("tern");
    double unused = tern.awaitReady(PATIENCE);
    long jobs = scale.of(50_000L, 2_000L) / FILES_PER_JOB;
    Load load = rig.submit(plan(tern, farm, jobs), "durability.acknowledged");
    kill(tern, scale);
    Tally tally = load.await(PATIENCE);

    Audit audit =
        new Audit(
            new TernStates(tern.service(), Identity.NONE),
            rig.path("durability.acknowledged"),
            farm.log(),
            0,
            true);
    Verdict verdict = audit.judge(PATIENCE, (terminal, of) -> {});
    System.out.print(verdict.table());
    findings.require(load.acknowledgedFiles() > 0, "nothing was acknowledged");
    findings.note("n", jobs * FILES_PER_JOB);
    findings.note("acknowledged", verdict.acknowledged());
    findings.note("unanswered_jobs", tally.unknown());
    findings.note("kills", KILLS);
    findings.note("lost", verdict.lost() + verdict.unproven() + verdict.unfinished());
    findings.note("doubled", verdict.doubled());
    findings.note("overlapping_copies", verdict.overlapping());
    findings.note("overlapping_orphans", verdict.overlappingOrphans());
    findings.note("wrong", verdict.wrong());
    findings.note("failed", verdict.failed());
    findings.note("sound", Boolean.toString(verdict.isSound()));
  }

  private static LoadPlan plan(TernNode tern, FarmNode farm, long jobs) {
    Map<String, String> params = new HashMap<>(LoadPlan.VERIFIED);
    params.put("retry", "5");
    params.put("retry_delay", "1");
    return Plans.plan(
        tern,
        jobs,
        FILES_PER_JOB,
        new Pace.Closed(4),
        new LinkGraph(STORAGES, STORAGES * (STORAGES - 1), 0),
        farm.urls("durability", 1_000_000, ""),
        params);
  }

  private static void kill(TernNode tern, Scale scale) throws Exception {
    SplittableRandom random = new SplittableRandom(scale.seed());
    for (int i = 1; i < KILLS; i++) {
      double unused = tern.awaitReady(PATIENCE);
      Thread.sleep(Duration.ofMillis(random.nextLong(scale.of(15_000L, 5_000L))));
      if (i % 2 == 1) {
        tern.child().kill();
      } else {
        tern.child().killGroup();
      }
      tern.start();
    }
    Thread.sleep(Duration.ofMillis(random.nextLong(1_000, READY_AT_BEST_MS)));
    tern.child().kill();
    tern.start();
    double unused = tern.awaitReady(PATIENCE);
  }
}
