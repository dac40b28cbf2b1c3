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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Two nodes over one broker: the leader is killed under load, and the other one takes over. */
final class TakeoverBench implements Bench {
  private static final int STORAGES = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "takeover";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    FarmNode farm = rig.farm(STORAGES, "storages: [{copy_bytes_per_s: 200000}]");
    String broker = rig.broker();
    TernNode first = rig.tern("first", "--kafka", broker);
    TernNode second = rig.tern("second", "--kafka", broker);
    double unused = first.awaitReady(PATIENCE) + second.awaitReady(PATIENCE);
    TernNode leader = leads(first) ? first : second;
    TernNode follower = leader == first ? second : first;
    findings.require(leads(leader) && !leads(follower), "not one leader (metric tern_leader)");

    Load load = rig.submit(plan(follower, farm, scale), "takeover.acknowledged");
    Thread.sleep(Duration.ofSeconds(scale.of(20L, 5L)));
    long killedMicros = nowMicros();
    leader.child().kill();
    Tally tally = load.await(PATIENCE);
    long submittedMicros = nowMicros();
    follower.awaitDrained(PATIENCE);

    Verdict verdict = audit(rig, follower, farm).judge(PATIENCE, (terminal, of) -> {});
    System.out.print(verdict.table());
    long copyMicros = farm.read().longestSilenceMicros(killedMicros, submittedMicros);
    findings.note("n", 1);
    findings.note("acknowledged", verdict.acknowledged());
    findings.note("unanswered_jobs", tally.unknown());
    findings.note("seconds_to_dispatch", copyMicros / 1e6);
    findings.note("lost", verdict.lost() + verdict.unproven() + verdict.unfinished());
    findings.note("doubled", verdict.doubled());
    findings.note("overlapping_copies", verdict.overlapping());
    findings.note("stale_effects", verdict.contradicted() + verdict.surplus());
    findings.note("late_outcomes", (long) follower.metrics().sum("tern_late_outcomes_total"));
    findings.note("failed", verdict.failed());
    findings.note("sound", Boolean.toString(verdict.isSound()));
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static boolean leads(TernNode node) throws Exception {
    return node.metrics().sum("tern_leader") == 1;
  }

  /** Retries, since what the dead node's agent had under way is tried again when its lease ends. */
  private static LoadPlan plan(TernNode tern, FarmNode farm, Scale scale) {
    Map<String, String> params = new HashMap<>(LoadPlan.VERIFIED);
    params.put("retry", "3");
    return Plans.plan(
        tern,
        scale.of(6_000L, 600L),
        1,
        new Pace.Open(100, true),
        new LinkGraph(STORAGES, STORAGES * (STORAGES - 1), 0),
        farm.urls("takeover", 100_000, ""),
        params);
  }

  private static Audit audit(Rig rig, TernNode tern, FarmNode farm) {
    return new Audit(
        new TernStates(tern.service(), Identity.NONE),
        rig.path("takeover.acknowledged"),
        farm.log(),
        0,
        true);
  }
}
