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

  private record Row(double weight, long waiting, long running) {
    Row and(Row other) {
      return new Row(
          Math.max(weight, other.weight), waiting + other.waiting, running + other.running);
    }
  }

  static void show(List<ShareStanding> shares, Meters meters, Exposition out) {
    ShareRows all = new ShareRows();
    shares.forEach(share -> all.add(share, meters.vo(share.share().vo())));
    all.rows.forEach((share, row) -> show(out, share, row));
  }

  private void add(ShareStanding standing, String vo) {
    Share own = new Share(vo, standing.named() ? standing.share().activity() : Meters.OTHER);
    boolean room = rows.size() < MOST || rows.containsKey(own);
    rows.merge(
        room ? own : REST,
        new Row(standing.weight(), standing.waiting(), standing.running()),
        Row::and);
  }

  private static void show(Exposition out, Share share, Row row) {
    out.gauge(Metric.SHARE_WEIGHT, row.weight(), share.vo(), share.activity());
    out.gauge(Metric.SHARE_WAITING, row.waiting(), share.vo(), share.activity());
    out.gauge(Metric.SHARE_RUNNING, row.running(), share.vo(), share.activity());
  }
}
