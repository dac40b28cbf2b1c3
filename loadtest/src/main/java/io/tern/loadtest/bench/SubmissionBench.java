package io.tern.loadtest.bench;

import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;

/**
 * What a durable acknowledgement costs: jobs of one file at 1, 8 and 32 connections, and jobs of
 * 100 files. The scheduler is held, so that no copy is paid for here. The warm-up is long because
 * the compiler's threads of service and broker still take a third of the CPU after 100,000 jobs.
 */
final class SubmissionBench implements Bench {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private record Cost(Tally tally, double cpuMs) {
    double perSecond() {
      return tally.accepted() / tally.seconds();
    }

    double cpuMsPerJob() {
      return cpuMs / Math.max(1, tally.accepted());
    }
  }

  @Override
  public String name() {
    return "submission";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    TernNode tern = rig.tern("tern", "--hold");
    double unused = tern.awaitReady(PATIENCE);
    long jobs = scale.of(60_000L, 2_000L);
    measure(rig, tern, "warm-1", scale.of(240_000L, 2_000L), 1, 32, findings);
    measure(rig, tern, "warm-100", jobs / 50, 100, 8, findings);
    for (int connections : new int[] {1, 8, 32}) {
      long some = connections == 1 ? jobs / 10 : jobs;
      Cost cost = measure(rig, tern, "c" + connections, some, 1, connections, findings);
      findings.note("jobs_per_s_1_at_" + connections, cost.perSecond());
      findings.note("p50_ms_at_" + connections, cost.tally().latencyMs(50));
      findings.note("p99_ms_at_" + connections, cost.tally().latencyMs(99));
      if (connections == 32) {
        findings.note("n", cost.tally().accepted());
        findings.note("cpu_ms_per_job_1", cost.cpuMsPerJob());
        findings.note("jobs_per_s_1", cost.perSecond());
        findings.note("p50_ms", cost.tally().latencyMs(50));
        findings.note("p99_ms", cost.tally().latencyMs(99));
      }
    }
    Cost hundred = measure(rig, tern, "f100", jobs / 20, 100, 8, findings);
    findings.note("cpu_ms_per_file_100", hundred.cpuMsPerJob() / 100);
    findings.note("files_per_s_100", hundred.perSecond() * 100);
  }

  private static Cost measure(
      Rig rig, TernNode tern, String run, long jobs, int files, int connections, Findings findings)
      throws Exception {
    double before = tern.account().cpuSeconds();
    LoadPlan plan = Plans.mock(tern, run, jobs, files, connections, Plans.tenThousandLinks());
    Tally tally = rig.submit(plan, run + ".acknowledged").await(PATIENCE);
    tern.awaitApplied(PATIENCE);
    findings.require(
        tally.accepted() == jobs, run + ": accepted " + tally.accepted() + " of " + jobs);
    return new Cost(tally, (tern.account().cpuSeconds() - before) * 1000);
  }
}
