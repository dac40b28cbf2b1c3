package io.tern.loadtest.scheduling.world;

import io.tern.job.Failure;
import io.tern.job.StorageName;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Request;
import io.tern.pilot.Stall;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A policy that at times neither hears nor decides, and then hears all at once. */
final class Pausing implements Policy {
  private final Policy policy;
  private final Queue<Runnable> unheard = new ArrayDeque<>();
  private boolean paused;

  Pausing(Policy policy) {
    this.policy = policy;
  }

  void paused(boolean paused) {
    this.paused = paused;
    while (!paused && !unheard.isEmpty()) {
      unheard.remove().run();
    }
  }

  private void hear(Runnable news) {
    if (paused) {
      unheard.add(news);
    } else {
      news.run();
    }
  }

  @Override
  public void queued(Request request, long nowMs) {
    hear(() -> policy.queued(request, nowMs));
  }

  @Override
  public void tick(long nowMs) {
    if (!paused) {
      policy.tick(nowMs);
    }
  }

  @Override
  public int next(long nowMs) {
    return paused ? -1 : policy.next(nowMs);
  }

  @Override
  public int link(int slot) {
    return policy.link(slot);
  }

  @Override
  public @Nullable Stall nextToStop(long nowMs) {
    return paused ? null : policy.nextToStop(nowMs);
  }

  @Override
  public boolean hasGivenUp(int slot) {
    return !paused && policy.hasGivenUp(slot);
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    policy.started(slot, link, share, bytes, nowMs);
  }

  @Override
  public boolean heedsMarkers() {
    return policy.heedsMarkers();
  }

  @Override
  public void moved(int slot, long bytes, long nowMs) {
    if (!paused) {
      policy.moved(slot, bytes, nowMs);
    }
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    hear(() -> policy.done(slot, bytes, nowMs));
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    hear(() -> policy.failed(slot, failure, bytes, nowMs));
  }

  @Override
  public void left(int slot, long nowMs) {
    hear(() -> policy.left(slot, nowMs));
  }

  @Override
  public void space(StorageName storage, long freeBytes, long nowMs) {
    hear(() -> policy.space(storage, freeBytes, nowMs));
  }
}
