package io.tern.loadtest.bench;

import io.tern.loadtest.load.Acknowledged;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Tally;
import io.tern.loadtest.rig.Rig;
import io.tern.loadtest.rig.TernNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What answers cost: one job, its ten files, a poll of a hundred jobs with all their files (again,
 * and as if for the first time), and a list of ten jobs while ten thousand and while a million
 * transfers wait. The scheduler is held.
 */
final class ApiBench implements Bench {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int FILES = 10;
  private static final int POLLED = 100;

  /** What Rucio asks of each file. */
  private static final List<String> KEYS =
      List.of(
          "file_state",
          "dest_surl",
          "finish_time",
          "start_time",
          "staging_start",
          "staging_finished",
          "reason",
          "source_surl",
          "file_metadata");

  @Override
  public String name() {
    return "api";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    TernNode tern = rig.tern("tern", "--hold");
    double unused = tern.awaitReady(PATIENCE);
    List<String> jobs = submitTens(rig, tern, 2 * POLLED, findings);
    Drain.fill(rig, tern, "few", 10_000 - jobs.size() * FILES, Plans.tenThousandLinks(), findings);
    Reads reads = new Reads(tern, 8);

    long many = scale.of(40_000L, 400L);
    String bulk = poll(jobs.subList(0, POLLED));
    findings.note("n", many);
    findings.note("get_cpu_ms", reads.cpuMs(many, i -> "/jobs/" + pick(jobs, i)));
    findings.note("files_cpu_ms", reads.cpuMs(many, i -> "/jobs/" + pick(jobs, i) + "/files"));
    findings.note("bulk_100x10_cpu_ms", reads.cpuMs(many / 10, i -> bulk));
    AtomicLong orders = new AtomicLong();
    findings.note(
        "bulk_100x10_first_cpu_ms",
        reads.cpuMs(many / 10, i -> unheard(jobs, orders.getAndIncrement())));
    findings.note("list10_cpu_ms_10k", reads.cpuMs(many / 4, i -> "/jobs?limit=10"));

    long large = scale.of(1_000_000L, 20_000L);
    Drain.fill(rig, tern, "many", large - 10_000, Plans.tenThousandLinks(), findings);
    findings.note("list10_cpu_ms_1m", reads.cpuMs(many / 4, i -> "/jobs?limit=10"));
    findings.note("waiting", tern.waiting());
    findings.require(tern.waiting() == large, "waiting " + tern.waiting() + " of " + large);
  }

  private static String pick(List<String> jobs, long number) {
    return jobs.get((int) (number % jobs.size()));
  }

  /** Asks for jobs with their files, as Rucio does. */
  static String poll(List<String> jobs) {
    return poll(jobs, KEYS);
  }

  private static String poll(List<String> jobs, List<String> keys) {
    return "/jobs/" + String.join(",", jobs) + "?files=" + String.join(",", keys);
  }

  /** The same in an order of the keys that nobody has asked in: nothing told before helps. */
  private static String unheard(List<String> jobs, long number) {
    List<String> keys = new ArrayList<>(KEYS);
    Collections.shuffle(keys, new Random(number));
    return poll(jobs.subList(0, POLLED), keys);
  }

  /** So many jobs of ten files each; their ids. */
  static List<String> submitTens(Rig rig, TernNode tern, int jobs, Findings findings)
      throws Exception {
    LoadPlan plan = Plans.mock(tern, "tens", jobs, FILES, 8, Plans.tenThousandLinks());
    Tally tally = rig.submit(plan, "tens.acknowledged").await(PATIENCE);
    findings.require(tally.accepted() == jobs, "accepted " + tally.accepted());
    tern.awaitApplied(PATIENCE);
    return ids(rig);
  }

  private static List<String> ids(Rig rig) throws IOException {
    return Acknowledged.read(rig.path("tens.acknowledged")).stream()
        .map(Acknowledged.Entry::jobId)
        .toList();
  }
}
