package io.tern.loadtest.scheduling.baseline;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.StorageName;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Request;
import io.tern.loadtest.scheduling.policy.Setting;
import io.tern.timer.Deadlines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FTS3: its scheduler each 2 s, its optimizer each 60 s, with as many nodes as it needs. Retries
 * are those of its client, as Rucio's are, so that the optimizer sees every failure; they come as
 * often and as late as the other policies'.
 */
public final class Fts3 implements Policy, Fts3Cycle.Counts {
  private static final long SCHEDULE_MS = 2_000;
  private static final long OPTIMIZE_MS = 60_000;
  private static final int UNOPTIMIZED = 10;
  private static final int RETRIES = 3;
  private static final long RETRY_MS = 120_000;

  private final Backlogs backlogs;
  private final Fts3Cycle cycle;
  private final List<Optimizer> optimizers = new ArrayList<>();
  private final List<LinkHistory> histories = new ArrayList<>();
  private final int[] active;
  private final List<Transfer> transfers = new ArrayList<>();
  private final Deadlines retries = new Deadlines();
  private final Deque<Integer> starts = new ArrayDeque<>();

  private static final class Transfer {
    final Request request;
    final int link;
    int tries;
    LinkHistory.@Nullable Active active;

    Transfer(Request request, int link) {
      this.request = request;
      this.link = link;
    }
  }

  private Fts3(Setting setting, Fts3Limits limits, Optimizer.Form form, long seed) {
    int links = setting.links().size();
    backlogs = new Backlogs(links, setting.shares().size());
    cycle = new Fts3Cycle(setting, limits, seed);
    active = new int[links * cycle.vos()];
    for (int link = 0; link < links; link++) {
      optimizers.add(
          new Optimizer(form, new Optimizer.Range(limits.linkMin(), limits.linkMax(), false)));
      histories.add(new LinkHistory());
    }
  }

  /** With the optimizer of 3.12 and 3.13, which remembers its last cycle. */
  public static Fts3 remembering(Setting setting, Fts3Limits limits, long seed) {
    return new Fts3(setting, limits, Optimizer.Form.REMEMBERING, seed);
  }

  /** With the optimizer of 3.14, which remembers nothing. */
  public static Fts3 forgetful(Setting setting, Fts3Limits limits, long seed) {
    return new Fts3(setting, limits, Optimizer.Form.FORGETFUL, seed);
  }

  @Override
  public void queued(Request request, long nowMs) {
    while (transfers.size() <= request.slot()) {
      transfers.add(null);
    }
    Transfer transfer = new Transfer(request, shortest(request));
    transfers.set(request.slot(), transfer);
    enqueue(transfer);
  }

  /** Of replicas the one whose link has the shortest queue. */
  private int shortest(Request request) {
    int best = request.links()[0];
    for (int link : request.links()) {
      best = backlogs.onLink(link) < backlogs.onLink(best) ? link : best;
    }
    return best;
  }

  private void enqueue(Transfer transfer) {
    Request request = transfer.request;
    backlogs.add(
        request.slot(), transfer.link, request.share(), request.priority(), request.bytes());
  }

  @Override
  public void tick(long nowMs) {
    while (retries.due(nowMs)) {
      enqueue(transfers.get((int) retries.ref()));
    }
    if (nowMs % OPTIMIZE_MS == 0) {
      optimize(nowMs);
    }
    if (nowMs % SCHEDULE_MS == 0) {
      starts.addAll(cycle.starts(backlogs, this));
    }
  }

  private void optimize(long nowMs) {
    for (int link = 0; link < optimizers.size(); link++) {
      int queue = backlogs.onLink(link);
      if (queue > 0 || histories.get(link).active() > 0) {
        optimizers.get(link).cycle(histories.get(link).sight(queue, nowMs));
      }
    }
  }

  @Override
  public int active(int link, int vo) {
    return active[link * cycle.vos() + vo];
  }

  @Override
  public int activeOnLink(int link) {
    return histories.get(link).active();
  }

  @Override
  public int allowedOnLink(int link) {
    int value = optimizers.get(link).value();
    return value == 0 ? activeOnLink(link) + UNOPTIMIZED : value;
  }

  @Override
  public int next(long nowMs) {
    Integer slot = starts.poll();
    return slot == null ? -1 : slot;
  }

  @Override
  public int link(int slot) {
    return transfers.get(slot).link;
  }

  @Override
  public boolean hasGivenUp(int slot) {
    return transfers.get(slot).tries > RETRIES;
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    transfers.get(slot).active = histories.get(link).started(bytes, nowMs);
    count(slot, 1);
  }

  @Override
  public void moved(int slot, long bytes, long nowMs) {
    LinkHistory.Active active = transfers.get(slot).active;
    if (active != null) {
      LinkHistory.moved(active, bytes);
    }
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    ended(slot, true, true, nowMs);
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    boolean recoverable = failure.retryable() && failure.failureClass() != FailureClass.NO_SPACE;
    ended(slot, false, recoverable, nowMs);
    Transfer transfer = transfers.get(slot);
    transfer.tries = recoverable ? transfer.tries + 1 : RETRIES + 1;
    if (!hasGivenUp(slot)) {
      retries.at(nowMs + RETRY_MS, 0, slot);
    }
  }

  @Override
  public void left(int slot, long nowMs) {
    ended(slot, false, false, nowMs);
    enqueue(transfers.get(slot));
  }

  private void ended(int slot, boolean isDone, boolean counts, long nowMs) {
    count(slot, -1);
    Transfer transfer = transfers.get(slot);
    if (transfer.active != null) {
      histories.get(transfer.link).ended(transfer.active, isDone, counts, nowMs);
      transfer.active = null;
    }
  }

  private void count(int slot, int change) {
    Transfer transfer = transfers.get(slot);
    active[transfer.link * cycle.vos() + cycle.vo(transfer.request.share())] += change;
  }

  @Override
  public void space(StorageName storage, long freeBytes, long nowMs) {}
}
