package io.tern.loadtest.scheduling.policy;

import io.tern.job.Failure;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.observe.Observer;
import io.tern.pilot.Stall;
import io.tern.schedule.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * What sets the limits of a {@link Queueing}, from what it observes. Unless it says more, nothing.
 */
public interface Control extends Observer {
  /** The limits at the start. */
  Ceilings initial();

  /** The link on which a transfer is to wait; the one with the shortest queue. */
  default int choose(Scheduler scheduler, Request request, long nowMs) {
    int best = request.links()[0];
    for (int link : request.links()) {
      if (scheduler.waiting(link, request.share()) < scheduler.waiting(best, request.share())) {
        best = link;
      }
    }
    return best;
  }

  /** Each second. */
  default void tick(Scheduler scheduler, long nowMs) {}

  /** An attempt to end before its time; null if there is none. */
  default @Nullable Stall nextToStop(long nowMs) {
    return null;
  }

  @Override
  default void started(int slot, int link, int share, long bytes, long nowMs) {}

  /** Whether it makes anything of markers. */
  default boolean heedsMarkers() {
    return false;
  }

  @Override
  default void moved(int slot, long bytes, long nowMs) {}

  @Override
  default void done(int slot, long bytes, long nowMs) {}

  @Override
  default void failed(int slot, Failure failure, long bytes, long nowMs) {}

  @Override
  default void left(int slot, long nowMs) {}

  @Override
  default void space(StorageName storage, long freeBytes, long nowMs) {}
}
