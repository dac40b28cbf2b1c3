package io.tern.loadtest.bench;

import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * 2,000 files a second are submitted, first alone, then while 200 clients each ask for a hundred
 * jobs of their own with their thousand files once a second. Polls should not make submissions
 * twice as slow. Before both, a storm of the same length that is not looked at: polls are not
 * compiled yet then.
 */
final class StormBench implements Bench {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final int FILES = 10;
  private static final int CLIENTS = 200;
  private static final double FILES_PER_SECOND = 2_000;
  private static final int POLLED = 100;

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    TernNode tern = rig.tern("tern");
    double unused = tern.awaitReady(PATIENCE);
    int seconds = scale.of(60, 10);
    int clients = scale.of(CLIENTS, CLIENTS / 10);
    List<String> questions = questions(rig, tern, clients, findings);
    Tally warm;
    try (Pollers unwatched = new Pollers(questions)) {
      warm = submit(rig, tern, "warm", seconds);
    }
    Tally alone = submit(rig, tern, "alone", seconds);
    Tally stormed;
    Pollers pollers = new Pollers(questions);
    try (pollers) {
      stormed = submit(rig, tern, "stormed", seconds);
    }
    findings.note("clients", clients);
    findings.note("files_per_s", FILES_PER_SECOND);
    note(findings, "alone", alone);
    note(findings, "stormed", stormed);
    findings.note("stormed_by_alone_p99", stormed.latencyMs(99) / alone.latencyMs(99));
    pollers.note(findings);
    refuseLosses(findings, warm, alone, stormed);
  }

  private static List<String> questions(Rig rig, TernNode tern, int clients, Findings findings)
      throws Exception {
    List<String> jobs = ApiBench.submitTens(rig, tern, POLLED * clients, findings);
    return IntStream.range(0, clients)
        .mapToObj(client -> jobs.subList(POLLED * client, POLLED * (client + 1)))
        .map(own -> tern.service() + ApiBench.poll(own))
        .toList();
  }

  private static void note(Findings findings, String name, Tally tally) {
    findings.note(name + "_p50_ms", tally.latencyMs(50));
    findings.note(name + "_p99_ms", tally.latencyMs(99));
    findings.note(name + "_pushed_back", tally.pushedBack());
  }

  private static void refuseLosses(Findings findings, Tally... tallies) {
    for (Tally tally : tallies) {
      findings.require(tally.refused() + tally.unknown() == 0, "submissions were lost: " + tally);
    }
  }

  private static Tally submit(Rig rig, TernNode tern, String run, int seconds) throws Exception {
    double jobsPerSecond = FILES_PER_SECOND / FILES;
    LoadPlan plan =
        Plans.plan(
            tern,
            (long) (jobsPerSecond * seconds),
            FILES,
            new Pace.Open(jobsPerSecond, false),
            Plans.tenThousandLinks(),
            Plans.mocked(run),
            Map.of());
    return rig.submit(plan, run + ".acknowledged").await(PATIENCE);
  }
}
