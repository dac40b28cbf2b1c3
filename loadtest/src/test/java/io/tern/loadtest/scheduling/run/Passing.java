package io.tern.loadtest.scheduling.run;

import io.tern.job.Failure;
import io.tern.job.StorageName;
import io.tern.loadtest.scheduling.policy.Policy;
import io.tern.loadtest.scheduling.policy.Request;
import io.tern.pilot.Stall;
import org.jspecify.annotations.Nullable;

/** Passes everything on to another policy; for tests that listen or meddle. */
class Passing implements Policy {
  private final Policy policy;

  Passing(Policy policy) {
    this.policy = policy;
  }

  @Override
  public void queued(Request request, long nowMs) {
    policy.queued(request, nowMs);
  }

  @Override
  public void tick(long nowMs) {
    policy.tick(nowMs);
  }

  @Override
  public int next(long nowMs) {
    return policy.next(nowMs);
  }

  @Override
  public int link(int slot) {
    return policy.link(slot);
  }

  @Override
  public @Nullable Stall nextToStop(long nowMs) {
    return policy.nextToStop(nowMs);
  }

  @Override
  public boolean hasGivenUp(int slot) {
    return policy.hasGivenUp(slot);
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    policy.started(slot, link, share, bytes, nowMs);
  }

  @Override
  public void moved(int slot, long bytes, long nowMs) {
    policy.moved(slot, bytes, nowMs);
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    policy.done(slot, bytes, nowMs);
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    policy.failed(slot, failure, bytes, nowMs);
  }

  @Override
  public void left(int slot, long nowMs) {
    policy.left(slot, nowMs);
  }

  @Override
  public void space(StorageName storage, long freeBytes, long nowMs) {
    policy.space(storage, freeBytes, nowMs);
  }
}
