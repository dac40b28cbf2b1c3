package io.tern.loadtest.scheduling.policy;

import io.tern.job.Failure;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.pilot.Pilot;
import io.tern.pilot.Stall;
import io.tern.schedule.Scheduler;
import org.jspecify.annotations.Nullable;

/** The service's own adaptation, without any limit set by hand. */
public final class Piloted implements Control {
  private @Nullable Pilot pilot;

  @Override
  public Ceilings initial() {
    return Ceilings.defaults();
  }

  @Override
  public void tick(Scheduler scheduler, long nowMs) {
    if (pilot == null) {
      pilot = new Pilot(scheduler);
    }
    pilot.tick(nowMs);
  }

  @Override
  public @Nullable Stall nextToStop(long nowMs) {
    return pilot().nextStall(nowMs);
  }

  /** Ticked before anything starts. */
  private Pilot pilot() {
    if (pilot == null) {
      throw new IllegalStateException("an attempt is told of (expected: a tick before)");
    }
    return pilot;
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    pilot().started(slot, link, share, bytes, nowMs);
  }

  @Override
  public void moved(int slot, long bytes, long nowMs) {
    pilot().moved(slot, bytes, nowMs);
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    pilot().done(slot, bytes, nowMs);
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    pilot().failed(slot, failure, bytes, nowMs);
  }

  @Override
  public void left(int slot, long nowMs) {
    pilot().left(slot, nowMs);
  }

  @Override
  public void space(StorageName storage, long freeBytes, long nowMs) {
    pilot().space(storage, freeBytes, nowMs);
  }
}
