package io.tern.loadtest.bench;

import io.tern.loadtest.load.LinkGraph;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;

/**
 * A queue that is filled while the scheduler is held, then released and measured to its end.
 *
 * @param transfers that became terminal
 * @param cpuMs of service and broker from the release to the end
 */
record Drain(long transfers, double seconds, double cpuMs) {
  static final int FILES_PER_JOB = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  static void fill(
      Rig rig, TernNode tern, String run, long transfers, LinkGraph links, Findings findings)
      throws Exception {
    long jobs = transfers / FILES_PER_JOB;
    Tally tally =
        rig.submit(Plans.mock(tern, run, jobs, FILES_PER_JOB, 8, links), run + ".acknowledged")
            .await(PATIENCE);
    findings.require(
        tally.accepted() == jobs, run + ": accepted " + tally.accepted() + " of " + jobs);
    tern.awaitApplied(PATIENCE);
  }

  /** Fills, releases and measures until nothing is left; holds again. */
  static Drain measure(
      Rig rig, TernNode tern, String run, long transfers, LinkGraph links, Findings findings)
      throws Exception {
    tern.hold(true);
    fill(rig, tern, run, transfers, links, findings);
    long doneBefore = tern.done();
    double cpuBefore = tern.account().cpuSeconds();
    long start = System.nanoTime();
    tern.hold(false);
    double seconds = (tern.awaitDrained(PATIENCE) - start) / 1e9;
    double cpuMs = (tern.account().cpuSeconds() - cpuBefore) * 1000;
    long done = tern.done() - doneBefore;
    findings.require(done == transfers, run + ": done " + done + " of " + transfers);
    return new Drain(done, seconds, cpuMs);
  }

  double cpuMsPerTransfer() {
    return cpuMs / Math.max(1, transfers);
  }

  double perSecond() {
    return transfers / seconds;
  }
}
