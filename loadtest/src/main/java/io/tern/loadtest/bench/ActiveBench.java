package io.tern.loadtest.bench;

import io.tern.loadtest.load.LinkGraph;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.FarmNode;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.time.Duration;
import java.util.Map;

/**
 * What a running copy takes: memory of the service at 9,000 minus that at 100, over the difference,
 * with markers every 5 s; and the share of a core that the markers cost.
 */
final class ActiveBench implements Bench {
  private static final int STORAGES = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String ENDLESS = "storages: [{copy_bytes_per_s: 1000}]";
  private static final String MARKERS = "tern_markers_total";
  private static final long HOUR_BYTES = 3_600_000;

  @Override
  public String name() {
    return "active";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    FarmNode farm = rig.farm(STORAGES, ENDLESS);
    TernNode tern = rig.tern("tern");
    double unused = tern.awaitReady(PATIENCE);
    int few = scale.of(100, 20);
    int many = scale.of(9_000, 500);
    Duration held = Duration.ofSeconds(scale.of(120L, 15L));

    submit(rig, tern, farm, "few", few);
    awaitLive(farm, few, findings);
    Thread.sleep(held);
    long small = tern.account().ownResidentBytes();
    submit(rig, tern, farm, "many", many - few);
    awaitLive(farm, many, findings);
    double cpu = tern.account().cpuSeconds();
    long sent = markersSent(farm);
    double received = markersReceived(tern);
    long start = System.nanoTime();
    Thread.sleep(held);
    double seconds = (System.nanoTime() - start) / 1e9;
    findings.require(
        tern.metrics().has(MARKERS), "the service has no metric " + MARKERS + " to compare");
    double missing = markersSent(farm) - sent - (markersReceived(tern) - received);

    findings.note("n", many);
    findings.note("active", farm.report().path("live").asLong());
    findings.note(
        "rss_bytes_per_active",
        (double) (tern.account().ownResidentBytes() - small) / (many - few));
    findings.note("cpu_cores", (tern.account().cpuSeconds() - cpu) / seconds);
    findings.note("markers_missing", missing);
    findings.require(
        Math.abs(missing) <= many * 0.02, "markers sent and received differ by " + missing);
  }

  private static void submit(Rig rig, TernNode tern, FarmNode farm, String run, int copies)
      throws Exception {
    LoadPlan plan =
        Plans.plan(
            tern,
            copies,
            1,
            new Pace.Closed(8),
            new LinkGraph(STORAGES, STORAGES * (STORAGES - 1), 0),
            farm.urls(run, HOUR_BYTES, ""),
            Map.of("overwrite", "false"));
    Tally unused = rig.submit(plan, run + ".acknowledged").await(PATIENCE);
  }

  private static void awaitLive(FarmNode farm, int copies, Findings findings) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (farm.report().path("live").asInt() < copies && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(100));
    }
    int live = farm.report().path("live").asInt();
    findings.require(live == copies, "live copies " + live + " (expected: " + copies + ")");
  }

  private static long markersSent(FarmNode farm) throws Exception {
    return farm.report().path("markers").asLong();
  }

  private static double markersReceived(TernNode tern) throws Exception {
    return tern.metrics().sum(MARKERS);
  }
}
