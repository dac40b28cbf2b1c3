package io.tern.loadtest.scheduling.policy;

import io.tern.job.Failure;
import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.pilot.Stall;
import io.tern.retry.Backoff;
import io.tern.retry.Retries;
import io.tern.retry.Verdict;
import io.tern.schedule.Place;
import io.tern.schedule.Scheduler;
import io.tern.timer.Deadlines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service's own queue, shares and retries, driven as the ledger drives them, under limits that
 * a {@link Control} sets.
 */
public final class Queueing implements Policy {
  /** Rucio's usual number of retries. */
  private static final int RETRIES = 3;

  private static final int POOL = 1_000_000;
  private static final int WAKE = 0;

  /** A deadline has passed. */
  private static final int MISS = 1;

  private final Control control;
  private final Scheduler scheduler;
  private final Retries retries = new Retries(RETRIES, Backoff.defaults());
  private final Deadlines dues = new Deadlines();
  private final List<Waiting> transfers = new ArrayList<>();

  public Queueing(Setting setting, Control control) {
    this.control = control;
    scheduler = new Scheduler(control.initial());
    scheduler.poolCeiling(POOL);
    scheduler.weights(setting.weights());
    for (Link link : setting.links()) {
      scheduler.link(link.source(), link.destination());
    }
    for (Share share : setting.shares()) {
      scheduler.share(share);
    }
  }

  /** A transfer from its submission to its end. */
  private static final class Waiting {
    final Request request;
    int link;
    int retries;
    boolean over;
    Urgency urgency;

    Waiting(Request request) {
      this.request = request;
      link = request.links()[0];
      urgency = new Urgency(request.priority(), request.deadlineMs());
    }
  }

  @Override
  public void queued(Request request, long nowMs) {
    while (transfers.size() <= request.slot()) {
      transfers.add(null);
    }
    Waiting waiting = new Waiting(request);
    transfers.set(request.slot(), waiting);
    enqueue(waiting, Place.LAST, nowMs);
    if (waiting.urgency.hasDeadline()) {
      dues.at(request.deadlineMs(), MISS, request.slot());
    }
  }

  private void enqueue(Waiting waiting, Place place, long nowMs) {
    Request request = waiting.request;
    waiting.link = control.choose(scheduler, request, nowMs);
    scheduler.enqueue(
        request.slot(), waiting.link, request.share(), waiting.urgency, request.bytes(), place);
  }

  @Override
  public void tick(long nowMs) {
    while (dues.due(nowMs)) {
      fallDue(dues.kind(), (int) dues.ref(), nowMs);
    }
    control.tick(scheduler, nowMs);
  }

  private void fallDue(int kind, int slot, long nowMs) {
    Waiting waiting = transfers.get(slot);
    if (kind == WAKE) {
      enqueue(waiting, Place.FIRST, nowMs);
    } else if (waiting.request.deadlineMs() <= nowMs) {
      miss(slot, waiting);
    }
  }

  /** From now on it goes before nobody; the slot may have come to another since. */
  private void miss(int slot, Waiting waiting) {
    waiting.urgency = Urgency.of(waiting.request.priority());
    if (scheduler.isWaiting(slot)) {
      scheduler.urge(slot, waiting.urgency);
    }
  }

  @Override
  public int next(long nowMs) {
    return scheduler.next();
  }

  @Override
  public @Nullable Stall nextToStop(long nowMs) {
    return control.nextToStop(nowMs);
  }

  @Override
  public int link(int slot) {
    return transfers.get(slot).link;
  }

  @Override
  public boolean hasGivenUp(int slot) {
    return transfers.get(slot).over;
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    control.started(slot, link, share, bytes, nowMs);
  }

  @Override
  public boolean heedsMarkers() {
    return control.heedsMarkers();
  }

  @Override
  public void moved(int slot, long bytes, long nowMs) {
    control.moved(slot, bytes, nowMs);
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    release(slot);
    control.done(slot, bytes, nowMs);
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    release(slot);
    control.failed(slot, failure, bytes, nowMs);
    Waiting waiting = transfers.get(slot);
    Verdict verdict = retries.after(failure, slot, waiting.retries++, retries.allowed(0), 0, nowMs);
    switch (verdict) {
      case Verdict.RetryAt(long ms) -> dues.at(ms, WAKE, slot);
      case Verdict.GiveUp giveUp -> waiting.over = true;
    }
  }

  @Override
  public void left(int slot, long nowMs) {
    release(slot);
    control.left(slot, nowMs);
    dues.at(nowMs, WAKE, slot);
  }

  private void release(int slot) {
    Waiting waiting = transfers.get(slot);
    scheduler.release(waiting.link, waiting.request.share());
  }

  @Override
  public void space(StorageName storage, long freeBytes, long nowMs) {
    control.space(storage, freeBytes, nowMs);
  }
}
