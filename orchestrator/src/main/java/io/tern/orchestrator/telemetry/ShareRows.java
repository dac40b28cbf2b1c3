package io.tern.orchestrator.telemetry;

import io.tern.job.Share;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.schedule.ShareStanding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What shares weigh and have. Activities are words of users, so only those have a name here that an
 * operator gave a weight; all others of a VO are shown together. Bounded by what operators set, by
 * VOs, and by {@value #MOST}.
 */
final class ShareRows {
  private static final int MOST = 500;
  private static final Share REST = new Share(Meters.OTHER, Meters.OTHER);

  private final Map<Share, Row> rows = new LinkedHashMap<>();

  private record Row(double weight, long waiting, long running, double oldestSeconds) {
    Row and(Row other) {
      return new Row(
          Math.max(weight, other.weight),
          waiting + other.waiting,
          running + other.running,
          Math.max(oldestSeconds, other.oldestSeconds));
    }
  }

  /**
   * @param oldestMs since when the oldest transfer of each share waits
   */
  static void show(
      List<ShareStanding> shares,
      Map<Share, Long> oldestMs,
      long nowMs,
      Meters meters,
      Exposition out) {
    ShareRows all = new ShareRows();
    for (ShareStanding share : shares) {
      long waitedMs = Math.max(0, nowMs - oldestMs.getOrDefault(share.share(), nowMs));
      all.add(share, waitedMs / 1000.0, meters.vo(share.share().vo()));
    }
    all.rows.forEach((share, row) -> show(out, share, row));
  }

  private void add(ShareStanding standing, double oldestSeconds, String vo) {
    Share own = new Share(vo, standing.named() ? standing.share().activity() : Meters.OTHER);
    boolean room = rows.size() < MOST || rows.containsKey(own);
    rows.merge(
        room ? own : REST,
        new Row(standing.weight(), standing.waiting(), standing.running(), oldestSeconds),
        Row::and);
  }

  private static void show(Exposition out, Share share, Row row) {
    out.gauge(Metric.SHARE_WEIGHT, row.weight(), share.vo(), share.activity());
    out.gauge(Metric.SHARE_WAITING, row.waiting(), share.vo(), share.activity());
    out.gauge(Metric.SHARE_RUNNING, row.running(), share.vo(), share.activity());
    out.gauge(Metric.OLDEST_QUEUED, row.oldestSeconds(), share.vo(), share.activity());
  }
}
