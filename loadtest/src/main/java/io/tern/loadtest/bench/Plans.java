package io.tern.loadtest.bench;

import io.tern.loadtest.load.FileUrls;
import io.tern.loadtest.load.Identity;
import io.tern.loadtest.load.LinkGraph;
import io.tern.loadtest.load.LoadPlan;
import io.tern.loadtest.load.Pace;
import io.tern.loadtest.rig.TernNode;
import java.util.List;
import java.util.Map;

/** The workloads that benches share. */
final class Plans {
  /** Characters that make URLs longer than 100. */
  static final String LONG = "/production/data26_13p6TeV/physics_Main/AOD/merge.AOD.f1234_m2048";

  private static final long MEGABYTE = 1_048_576;

  /** A graph of 10,000 links: 101 storages, each to 99 or 100 others. */
  static LinkGraph tenThousandLinks() {
    return new LinkGraph(101, 10_000, 0);
  }

  static LinkGraph oneLink() {
    return new LinkGraph(2, 1, 0);
  }

  /** Copies that take no time and touch nothing. */
  static LoadPlan mock(
      TernNode tern, String run, long jobs, int files, int connections, LinkGraph links) {
    return plan(tern, jobs, files, new Pace.Closed(connections), links, mocked(run), Map.of());
  }

  /** Files whose copies take no time and touch nothing. */
  static FileUrls mocked(String run) {
    return mocked(run, 0);
  }

  /** Files whose copies take about that long and touch nothing. */
  static FileUrls mocked(String run, int seconds) {
    return new FileUrls.Mock(run, MEGABYTE, LONG, seconds);
  }

  static LoadPlan plan(
      TernNode tern,
      long jobs,
      int files,
      Pace pace,
      LinkGraph links,
      FileUrls urls,
      Map<String, String> params) {
    return new LoadPlan(
        tern.service(),
        jobs,
        files,
        pace,
        links,
        urls,
        params,
        List.of(Identity.NONE),
        List.of("default"),
        1);
  }

  private Plans() {}
}
