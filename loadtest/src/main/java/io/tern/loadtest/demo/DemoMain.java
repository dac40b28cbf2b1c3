package io.tern.loadtest.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.loadtest.Arguments;
import io.tern.loadtest.audit.Audit;
import io.tern.loadtest.audit.TernStates;
import io.tern.loadtest.audit.Verdict;
import io.tern.loadtest.load.Identity;
import io.tern.loadtest.load.LinkGraph;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.FarmNode;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code demo [--files N] [--stay]}: starts a farm of storages and the service with everything
 * embedded, copies a few thousand files across them, and verifies each by the farm's own record.
 * Exit 0 only if all of them are right.
 */
public final class DemoMain {
  private static final int STORAGES = 8;
  private static final int FILES_PER_JOB = 20;
  private static final long BYTES = 25_000_000;
  private static final long SEED = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final List<String> ACTIVITIES =
      List.of("Production", "User Analysis", "Data Consolidation");

  /** Storages of 10 Gbit/s; one of two families each; one copy in fifty fails at first. */
  private static final String FARM =
      """
      listings: true
      storages:
        - {hosts: "*.7", dialect: storm, in_bytes_per_s: 1.25e9, out_bytes_per_s: 1.25e9,
           copy_bytes_per_s: 50.0e6, marker_ms: 1000}
        - {in_bytes_per_s: 1.25e9, out_bytes_per_s: 1.25e9, copy_bytes_per_s: 50.0e6,
           marker_ms: 1000}
      faults: [{fail: failure, p: 0.02, first: 1}]
      """;

  private DemoMain() {}

  public static void main(String[] line) throws Exception {
    Arguments arguments = new Arguments(List.of(line));
    int files = arguments.number("files", 3_000);
    boolean stay = arguments.flag("stay");
    arguments.refuseUnknown();
    Path directory = Files.createTempDirectory("tern-demo-");
    boolean sound;
    try (Rig rig = new Rig(directory, List.of("-Xmx1g"), List.of())) {
      sound = run(rig, files);
      if (stay) {
        System.out.println("staying up; end with Ctrl-C");
        Thread.sleep(Duration.ofDays(365));
      }
    }
    System.exit(sound ? 0 : 1);
  }

  private static boolean run(Rig rig, int files) throws Exception {
    System.out.printf("%d simulated storages and the service, all on loopback%n", STORAGES);
    FarmNode farm = rig.farm(STORAGES, FARM);
    TernNode tern = rig.tern("tern");
    System.out.printf("ready after %.1f s at %s%n", tern.awaitReady(PATIENCE), tern.service());
    long start = System.nanoTime();
    Tally tally = rig.submit(plan(tern, farm, files), "acknowledged").await(PATIENCE);
    System.out.printf("submitted: %s%n", tally);

    Audit audit =
        new Audit(
            new TernStates(tern.service(), Identity.NONE),
            rig.path("acknowledged"),
            farm.log(),
            0,
            true);
    Verdict verdict = audit.judge(PATIENCE, (jobs, of) -> progress(farm, jobs, of));
    double seconds = (System.nanoTime() - start) / 1e9;
    return conclude(verdict, farm, seconds);
  }

  private static LoadPlan plan(TernNode tern, FarmNode farm, int files) {
    return new LoadPlan(
        tern.service(),
        Math.max(1, files / FILES_PER_JOB),
        FILES_PER_JOB,
        new Pace.Closed(4),
        new LinkGraph(STORAGES, STORAGES * (STORAGES - 1), 0.5),
        farm.urls("demo", BYTES, ""),
        Map.of(
            "verify_checksum", "\"both\"", "overwrite", "true", "retry", "3", "retry_delay", "1"),
        List.of(Identity.NONE),
        ACTIVITIES,
        SEED);
  }

  private static void progress(FarmNode farm, long jobs, long of) {
    try {
      JsonNode report = farm.report();
      System.out.printf(
          "  jobs done %4d of %d   copies done %6d, running %4d   %.1f GB moved%n",
          jobs,
          of,
          report.path("done").asLong(),
          report.path("live").asLong(),
          report.path("bytes").asLong() / 1e9);
    } catch (IOException e) {
      System.out.println("  the farm does not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean conclude(Verdict verdict, FarmNode farm, double seconds) throws Exception {
    double gigabytes = farm.report().path("bytes").asLong() / 1e9;
    System.out.print(verdict.table());
    System.out.printf(
        "%d files verified at their destinations, %.1f GB in %.1f s: %.0f files/s, %.2f GB/s%n",
        verdict.finished() - verdict.wrong(),
        gigabytes,
        seconds,
        verdict.finished() / seconds,
        gigabytes / seconds);
    return verdict.isSound() && verdict.finished() == verdict.acknowledged();
  }
}
