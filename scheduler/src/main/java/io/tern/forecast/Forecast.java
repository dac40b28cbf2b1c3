package io.tern.forecast;

import io.tern.job.Failure;
import io.tern.job.Link;
import io.tern.limit.Direction;
import io.tern.schedule.Occupancy;
import io.tern.schedule.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says when a transfer is likely to start and to be over, by what its share and its link have done
 * in the last minutes. It knows what waits and not what will come, and takes all to go well. Not
 * thread-safe; knows no clock: times are milliseconds of one that never goes back.
 */
public final class Forecast {
  private static final long KNOWN_FOR_MS = 600_000;
  private static final long NEVER_MS = Long.MIN_VALUE / 2;

  /** One failure alone is forgiven after some minutes. */
  private static final double TRUSTED = 0.75;

  private final Scheduler scheduler;
  private final List<Past> links = new ArrayList<>();

  /** What is remembered of a link. */
  private static final class Past {
    final Durations durations = new Durations();
    final Reliability reliability = new Reliability();

    /** When something was last begun or done there. */
    private long heardMs = NEVER_MS;

    /** By share. */
    final Map<Integer, Turnover> turnovers = new HashMap<>();

    void heard(long nowMs) {
      heardMs = nowMs;
    }

    boolean isForgotten(long nowMs) {
      return nowMs - heardMs >= KNOWN_FOR_MS;
    }
  }

  public Forecast(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** A transfer has got its places. */
  public void started(int link, int share, long nowMs) {
    Past past = past(link);
    past.heard(nowMs);
    past.turnovers
        .computeIfAbsent(share, none -> new Turnover())
        .started(nowMs, scheduler.waiting(link, share) > 0);
  }

  /** A copy has ended well. */
  public void done(int link, long bytes, long tookMs, long nowMs) {
    Past past = past(link);
    past.durations.sample(bytes, tookMs);
    past.reliability.well(nowMs);
    past.heard(nowMs);
  }

  /** A copy has failed; only what a storage may have been the reason of counts against a link. */
  public void failed(int link, Failure failure, long nowMs) {
    if (failure.failureClass().tellsOfStorage()) {
      past(link).reliability.badly(nowMs);
    }
  }

  /**
   * What a newcomer to a link may expect. One on which nothing was begun or done for ten minutes
   * has to be tried by somebody, unless what was tried before failed: it costs nothing while nobody
   * waits there.
   *
   * @param ahead how many of its share on its link would go before it
   * @param bytes its size, or -1 if unknown
   */
  public Prospect prospect(int link, int share, int ahead, long bytes, long nowMs) {
    int others = ahead + scheduler.onLink(link).used();
    return new Prospect(cost(link, share, ahead, bytes, nowMs), others);
  }

  private double cost(int link, int share, int ahead, long bytes, long nowMs) {
    if (scheduler.isShut(link)) {
      return Double.POSITIVE_INFINITY;
    }
    Past past = past(link);
    double reliability = past.reliability.at(nowMs);
    if (ahead == 0 && past.isForgotten(nowMs) && reliability >= TRUSTED) {
      return 0;
    }
    return waiting(link, share, ahead, bytes, nowMs)
        .map(outlook -> outlook.endMs() / reliability)
        .orElse(Double.MAX_VALUE);
  }

  /**
   * Of a transfer that waits for its places; empty where the past tells nothing.
   *
   * @param ahead how many of its share on its link go before it
   * @param bytes its size, or -1 if unknown
   */
  public Optional<Outlook> waiting(int link, int share, int ahead, long bytes, long nowMs) {
    Past past = past(link);
    if (!past.durations.isKnown()) {
      return Optional.empty();
    }
    double copyMs = past.durations.of(bytes);
    if (ahead < free(link)) {
      return Optional.of(Outlook.of(0, copyMs));
    }
    Turnover turnover = past.turnovers.get(share);
    return turnover == null || !turnover.isKnown()
        ? ifAloneOn(link, ahead, copyMs)
        : Optional.of(Outlook.of((ahead + 1) * turnover.eachMs(nowMs), copyMs));
  }

  /** One whose share was never kept waiting here: as if it had all places to itself. */
  private Optional<Outlook> ifAloneOn(int link, int ahead, double copyMs) {
    int places = way(link).mapToInt(Occupancy::ceiling).min().orElse(0);
    return places == 0
        ? Optional.empty()
        : Optional.of(Outlook.of((ahead + 1) * copyMs / places, copyMs));
  }

  private int free(int link) {
    return way(link).mapToInt(limit -> limit.ceiling() - limit.used()).min().orElse(0);
  }

  private Stream<Occupancy> way(int link) {
    Link ends = scheduler.link(link);
    return Stream.of(
        scheduler.pool(),
        scheduler.onLink(link),
        scheduler.atStorage(ends.destination(), Direction.INBOUND),
        scheduler.atStorage(ends.source(), Direction.OUTBOUND));
  }

  /**
   * Of a copy under way; empty where neither it nor the past tells anything.
   *
   * @param bytes its size, or -1 if unknown
   * @param moved so far
   */
  public Optional<Outlook> running(int link, long bytes, long moved, long ranMs) {
    if (bytes > 0 && moved > 0) {
      return Optional.of(Outlook.of(0, (double) ranMs * Math.max(0, bytes - moved) / moved));
    }
    Past past = past(link);
    return past.durations.isKnown()
        ? Optional.of(Outlook.of(0, Math.max(0, past.durations.of(bytes) - ranMs)))
        : Optional.empty();
  }

  private Past past(int link) {
    while (links.size() <= link) {
      links.add(new Past());
    }
    return links.get(link);
  }
}
