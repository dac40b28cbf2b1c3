package io.tern.loadtest.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tern.loadtest.load.FileUrls;
import io.tern.loadtest.load.Identity;
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
import java.util.List;
import java.util.Map;

/**
 * Three shares of weights 70, 20 and 10, each with files of its own size, and one storage that all
 * of them want: what part of its bytes each share has got, by the farm's own record.
 */
final class SharesBench implements Bench {
  private static final int STORAGES = 8;
  private static final int FILES_PER_JOB = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double FULL_BYTES_PER_S = 100e6;

  /** The hot storage is full with fifty copies. */
  private static final String FARM =
      """
      storages:
        - {hosts: "127.1.0.1", in_bytes_per_s: %f, copy_bytes_per_s: 2000000}
        - {copy_bytes_per_s: 2000000}
      """
          .formatted(FULL_BYTES_PER_S);

  /**
   * @param name of its activity, and of its run
   * @param percent its weight
   * @param fileBytes the size of each of its files
   */
  private record Stake(String name, int percent, long fileBytes) {}

  private static final List<Stake> STAKES =
      List.of(
          new Stake("production", 70, 20_000_000),
          new Stake("analysis", 20, 5_000_000),
          new Stake("users", 10, 40_000_000));

  @Override
  public String name() {
    return "shares";
  }

  @Override
  public void run(Rig rig, Scale scale, Findings findings) throws Exception {
    FarmNode farm = rig.farm(STORAGES, FARM);
    TernNode tern = rig.tern("tern");
    double unused = tern.awaitReady(PATIENCE);
    weigh(tern);
    Duration window = Duration.ofSeconds(scale.of(120L, 30L));
    for (Stake stake : STAKES) {
      submit(rig, tern, farm, stake, 2 * window.toSeconds());
    }

    long begun = micros();
    Thread.sleep(window);
    long half = micros();
    Thread.sleep(window);
    long over = micros();
    findings.note("n", STAKES.size());
    findings.note("window_s", window.toSeconds());
    judge(farm, "", begun, half, findings);
    judge(farm, "after_", half, over, findings);
  }

  private static void weigh(TernNode tern) throws Exception {
    JsonNode who = new ObjectMapper().readTree(tern.get("/whoami"));
    StringBuilder weights = new StringBuilder();
    for (Stake stake : STAKES) {
      weights.append(weights.isEmpty() ? "" : ", ");
      weights.append("\"%s\": %d".formatted(stake.name(), stake.percent()));
    }
    tern.post(
        "/config/activity_shares",
        "{\"vo\": %s, \"share\": {%s}}".formatted(who.path("vos").path(0), weights));
  }

  /** More files than the hot storage can take of this share if it were alone. */
  private static void submit(Rig rig, TernNode tern, FarmNode farm, Stake stake, long seconds)
      throws Exception {
    FileUrls urls = farm.urls(stake.name(), stake.fileBytes(), "");
    long files = (long) (FULL_BYTES_PER_S * seconds / stake.fileBytes()) + FILES_PER_JOB;
    LoadPlan plan =
        new LoadPlan(
            tern.service(),
            files / FILES_PER_JOB,
            FILES_PER_JOB,
            new Pace.Closed(4),
            LinkGraph.intoFirst(STORAGES),
            urls,
            LoadPlan.VERIFIED,
            List.of(Identity.NONE),
            List.of(stake.name()),
            stake.percent());
    Tally unused = rig.submit(plan, stake.name() + ".acknowledged").await(PATIENCE);
  }

  private static void judge(
      FarmNode farm, String when, long fromMicros, long untilMicros, Findings findings)
      throws Exception {
    Map<String, Long> bytes = farm.read().delivered(fromMicros, untilMicros);
    double all = bytes.values().stream().mapToLong(Long::longValue).sum();
    double farthest = 0;
    for (Stake stake : STAKES) {
      double percent = 100 * bytes.getOrDefault(stake.name(), 0L) / Math.max(1, all);
      findings.note(when + stake.name() + "_percent", percent);
      farthest = Math.max(farthest, Math.abs(percent - stake.percent()));
    }
    findings.note(when + "points_off", farthest);
    findings.note(
        when + "part_of_full", all / FULL_BYTES_PER_S / ((untilMicros - fromMicros) / 1e6));
    findings.require(all > 0, "nothing was copied; the farm says " + farm.report());
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
