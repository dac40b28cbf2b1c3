package io.tern.loadtest.bench;

import io.tern.loadtest.load.FileUrls;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.process.Child;
import io.tern.loadtest.rig.RequestCount;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import io.tern.loadtest.rig.XrootdNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Copies between two real XRootD servers: the requests of one, with checksums, by Tern and by gfal2
 * as FTS uses it; small files a second by the whole service, by a bare loop of COPY and by
 * gfal-copy; and one large file through the agent against curl piping it.
 */
final class AdaptersBench implements Bench {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PARALLEL = 16;
  private static final int FILES_PER_JOB = 100;
  private static final String CONFIG =
      """
      kafka: {replication: 1, unsafeAllowLowReplication: true}
      storages: {streamed: 4}
      """;

  @Override
  public String name() {
    return "adapters";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    XrootdNodes nodes = rig.xrootd();
    nodes.start();
    nodes.write("small", new byte[1024]);
    String config = Files.writeString(rig.path("streamed.yaml"), CONFIG).toString();
    TernNode tern = rig.tern("tern", "--hold", "--config", config);
    double unused = tern.awaitReady(PATIENCE);
    requests(rig, tern, nodes, findings);
    small(rig, tern, nodes, scale, findings);
    findings.note("xrootd_version", nodes.version());
    findings.note("xrootd_restarts", nodes.restarts());
    streamed(rig, tern, nodes, scale, findings);
  }

  private static void requests(Rig rig, TernNode tern, XrootdNodes nodes, Findings findings)
      throws Exception {
    try (RequestCount source = new RequestCount("127.0.0.8", nodes.source());
        RequestCount destination = new RequestCount("127.0.0.9", nodes.destination())) {
      GfalCopies gfal = new GfalCopies(rig);
      gfal.asFts(source.url() + "small", destination.url() + "by-gfal");
      long byGfal = source.requests() + destination.requests();
      copy(rig, tern, "requests", 1, 1, source.url() + "small", destination.url() + "by-tern-");
      long byTern = source.requests() + destination.requests() - byGfal;
      findings.note("requests_per_transfer", byTern);
      findings.note("gfal_requests_per_transfer", byGfal);
    }
  }

  /** Turn by turn, so that all meet the same machine; checksums would crash XRootD 5.5.3. */
  private static void small(
      Rig rig, TernNode tern, XrootdNodes nodes, Scale scale, Findings findings) throws Exception {
    int rounds = scale.of(3, 1);
    long files = scale.of(12_000L, 400L);
    String from = nodes.source() + "small";
    String first = nodes.destination() + "first-";
    double cold = copy(rig, tern, "first", files / FILES_PER_JOB, FILES_PER_JOB, from, first);
    double byTern = 0;
    double bare = 0;
    for (int round = 0; round < rounds; round++) {
      String to = nodes.destination() + "bare-" + round + "-";
      bare += new BareCopies(PARALLEL, n -> from, n -> to + n).perSecond(files) / rounds;
      String mine = "tern-" + round + "-";
      long jobs = files / FILES_PER_JOB;
      double seconds = copy(rig, tern, mine, jobs, FILES_PER_JOB, from, nodes.destination() + mine);
      byTern += files / seconds / rounds;
      long there = nodes.copies(mine);
      findings.require(there == files, mine + ": " + there + " of " + files + " copied");
    }
    long processes = scale.of(100L, 10L);
    double gfal = new GfalCopies(rig).perSecond(processes, from, nodes.destination() + "gfal-");
    findings.note("n", files * rounds);
    findings.note("first_copies_per_s", files / cold);
    findings.note("copies_per_s", byTern);
    findings.note("bare_copies_per_s", bare);
    findings.note("ratio_to_bare", byTern / bare);
    findings.note("gfal_copies_per_s", gfal);
  }

  /** No side copies by itself any more. */
  private static void streamed(
      Rig rig, TernNode tern, XrootdNodes nodes, Scale scale, Findings findings) throws Exception {
    nodes.start("XP_PASSIVE=1");
    int bytes = scale.of(500_000_000, 50_000_000);
    nodes.write("large", new byte[bytes]);
    String from = nodes.source() + "large";
    int rounds = scale.of(3, 1);
    double byTern = 0;
    double byCurl = 0;
    double cold = copy(rig, tern, "cold", 1, 1, from, nodes.destination() + "cold-");
    long before = tern.account().ownResidentBytes();
    for (int round = 0; round < rounds; round++) {
      byCurl += curl(rig, from, nodes.destination() + "curl-" + round, bytes);
      byTern +=
          copy(rig, tern, "large-" + round, 1, 1, from, nodes.destination() + "large-" + round);
    }
    findings.require(
        nodes.copies("large-") == rounds, "streamed: " + nodes.copies("large-") + " copies");
    findings.note("first_streamed_mb_per_s", bytes / 1e6 / cold);
    findings.note("streamed_mb_per_s", rounds * (bytes / 1e6) / byTern);
    findings.note("curl_mb_per_s", rounds * (bytes / 1e6) / byCurl);
    findings.note("streamed_ratio_to_curl", byCurl / byTern);
    findings.note(
        "streamed_resident_growth_mb", (tern.account().ownResidentBytes() - before) / 1e6);
  }

  /** XRootD refuses a PUT without a length. */
  private static double curl(Rig rig, String from, String to, long bytes) throws IOException {
    String put = "curl -sf -T - -H Transfer-Encoding: -H 'Content-Length: " + bytes + "' " + to;
    long start = System.nanoTime();
    int code =
        Child.run(
            List.of("/bin/sh", "-c", "curl -sf " + from + " | " + put),
            rig.path("curl.out"),
            PATIENCE);
    if (code != 0) {
      throw new IOException("curl: exit " + code + "; see " + rig.path("curl.out"));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Submits while the scheduler is held; the seconds from its release to the last end. */
  private static double copy(
      Rig rig, TernNode tern, String run, long jobs, int files, String from, String to)
      throws Exception {
    tern.hold(true);
    Map<String, String> params = run.equals("requests") ? LoadPlan.VERIFIED : Map.of();
    LoadPlan plan =
        Plans.plan(
            tern,
            jobs,
            files,
            new Pace.Closed(8),
            Plans.oneLink(),
            new FileUrls.One(from, to),
            params);
    Tally tally = rig.submit(plan, run + ".acknowledged").await(PATIENCE);
    if (tally.accepted() != jobs) {
      throw new IOException(run + ": accepted " + tally.accepted() + " of " + jobs);
    }
    tern.awaitApplied(PATIENCE);
    long start = System.nanoTime();
    tern.hold(false);
    return (tern.awaitDrained(PATIENCE) - start) / 1e9;
  }
}
