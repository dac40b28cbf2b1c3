package io.tern.loadtest.bench;

import io.tern.loadtest.audit.FarmRecord;
import io.tern.loadtest.farm.space.FileName;
import io.tern.loadtest.load.FileUrls;
import io.tern.loadtest.load.LinkGraph;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.FarmNode;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** An idle service: from the POST to the first byte of COPY at the farm. */
final class LatencyBench implements Bench {
  private static final int STORAGES = 2;
  private static final double PER_SECOND = 5;
  private static final long SEND_DELAY_NANOS = 100_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final LinkGraph ONE_LINK = new LinkGraph(STORAGES, 1, 0);

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    FarmNode farm = rig.farm(STORAGES, "{}");
    TernNode tern = rig.tern("tern");
    double unused = tern.awaitReady(PATIENCE);
    warmUp(rig, tern, farm, scale);
    int samples = scale.of(1_000, 50);
    FileUrls urls = farm.urls("latency", 1_000, "");
    LoadPlan plan = plan(tern, samples, new Pace.Open(PER_SECOND, false), urls);
    Tally tally = rig.submit(plan, "latency.acknowledged").await(PATIENCE);
    tern.awaitDrained(PATIENCE);

    Histogram micros = new Histogram(3);
    FarmRecord record = farm.read();
    for (int job = 0; job < samples; job++) {
      long arrived = arrived(record, urls, job);
      findings.require(arrived > 0, "job " + job + ": no COPY came");
      micros.recordValue(Math.max(0, arrived - tally.sentMicros(job)));
    }
    findings.require(
        tally.sendDelayNanos().getValueAtPercentile(99) < SEND_DELAY_NANOS,
        "the generator lagged by more than half a period");
    findings.note("n", micros.getTotalCount());
    findings.note("p50_ms", micros.getValueAtPercentile(50) / 1e3);
    findings.note("p99_ms", micros.getValueAtPercentile(99) / 1e3);
    findings.note("post_p50_ms", tally.latencyMs(50));
    findings.note("post_p99_ms", tally.latencyMs(99));
  }

  /** Enough transfers that what is hot has been compiled. */
  private static void warmUp(Rig rig, TernNode tern, FarmNode farm, Scale scale) throws Exception {
    FileUrls urls = farm.urls("warm", 1_000, "");
    LoadPlan plan = plan(tern, scale.of(3_000, 200), new Pace.Open(50, false), urls);
    Tally unused = rig.submit(plan, "warm.acknowledged").await(PATIENCE);
    tern.awaitDrained(PATIENCE);
  }

  private static LoadPlan plan(TernNode tern, int jobs, Pace pace, FileUrls urls) {
    return Plans.plan(tern, jobs, 1, pace, ONE_LINK, urls, LoadPlan.VERIFIED);
  }

  private static long arrived(FarmRecord record, FileUrls urls, int job) {
    String destination = urls.destination(ONE_LINK.link(0), job, 0);
    return record.arrivedMicros(FileName.ofUrl(destination));
  }
}
