package io.tern.loadtest.bench;

import io.tern.loadtest.load.LinkGraph;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.FarmNode;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** From exec to the first COPY with a million transfers queued, after each kind of death. */
final class RestartBench implements Bench {
  private static final int STORAGES = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    FarmNode farm = rig.farm(STORAGES, "{}");
    TernNode tern = rig.tern("tern", "--hold");
    findings.note("ready_s_fresh", tern.awaitReady(PATIENCE));
    boolean clean = tern.child().terminate(Duration.ofMinutes(2));
    findings.require(clean, "SIGTERM did not end the idle service with exit code 0");
    tern.start("--hold");
    findings.note("ready_s_clean", tern.awaitReady(PATIENCE));

    long queued = scale.of(1_000_000L, 40_000L);
    fill(rig, tern, farm, queued, findings);
    findings.note("n", 1);
    findings.note("queued", tern.waiting());
    tern.child().kill();
    findings.note("seconds_to_dispatch", untilCopy(tern, farm, findings));
    tern.hold(true);
    tern.awaitNoneRunning(PATIENCE);
    findings.note("queued_group", tern.waiting());
    tern.child().killGroup();
    findings.note("seconds_to_dispatch_group", untilCopy(tern, farm, findings));
  }

  private static void fill(Rig rig, TernNode tern, FarmNode farm, long queued, Findings findings)
      throws Exception {
    long jobs = queued / Drain.FILES_PER_JOB;
    LoadPlan plan =
        Plans.plan(
            tern,
            jobs,
            Drain.FILES_PER_JOB,
            new Pace.Closed(8),
            new LinkGraph(STORAGES, STORAGES * (STORAGES - 1), 0),
            farm.urls("restart", 1_000_000, Plans.LONG),
            Map.of("overwrite", "false"));
    Tally tally = rig.submit(plan, "restart.acknowledged").await(PATIENCE);
    tern.awaitApplied(PATIENCE);
    findings.require(tally.accepted() == jobs, "accepted " + tally.accepted() + " of " + jobs);
  }

  /**
   * Starts the service, whose hold outlives it, lets it go once it is ready, and waits for the
   * first COPY that the farm sees after that.
   */
  private static double untilCopy(TernNode tern, FarmNode farm, Findings findings)
      throws Exception {
    long arrivedBefore = farm.report().path("arrived").asLong();
    long execMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    tern.start();
    double unused = tern.awaitReady(PATIENCE);
    tern.hold(false);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (farm.report().path("arrived").asLong() == arrivedBefore
        && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(50));
    }
    long copyMicros = farm.read().firstArrivalMicros(execMicros);
    findings.require(copyMicros > 0, "no COPY came after the restart");
    return (copyMicros - execMicros) / 1e6;
  }
}
