package io.tern.loadtest.scheduling.policy;

import io.tern.forecast.Forecast;
import io.tern.forecast.Prospect;
import io.tern.job.Failure;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.pilot.Pilot;
import io.tern.pilot.Stall;
import io.tern.schedule.Scheduler;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service's own adaptation and choice of replicas, without any limit set by hand. */
public final class Piloted implements Control {
  private final Map<Integer, Attempt> attempts = new HashMap<>();
  private @Nullable Mind mind;

  private record Attempt(int link, long startMs) {}

  /** What the service learns by. */
  private record Mind(Pilot pilot, Forecast forecast) {}

  @Override
  public Ceilings initial() {
    return Ceilings.defaults();
  }

  @Override
  public int choose(Scheduler scheduler, Request request, long nowMs) {
    int best = request.links()[0];
    Prospect most = Prospect.NONE;
    for (int link : request.links()) {
      Prospect prospect = prospect(scheduler, link, request, nowMs);
      if (prospect.isBetterThan(most)) {
        best = link;
        most = prospect;
      }
    }
    return best;
  }

  private Prospect prospect(Scheduler scheduler, int link, Request request, long nowMs) {
    int ahead = scheduler.waiting(link, request.share());
    return mind(scheduler).forecast.prospect(link, request.share(), ahead, request.bytes(), nowMs);
  }

  @Override
  public void tick(Scheduler scheduler, long nowMs) {
    mind(scheduler).pilot.tick(nowMs);
  }

  private Mind mind(Scheduler scheduler) {
    if (mind == null) {
      mind = new Mind(new Pilot(scheduler), new Forecast(scheduler));
    }
    return mind;
  }

  @Override
  public @Nullable Stall nextToStop(long nowMs) {
    return mind().pilot.nextStall(nowMs);
  }

  /** Ticked before anything starts. */
  private Mind mind() {
    if (mind == null) {
      throw new IllegalStateException("an attempt is told of (expected: a tick before)");
    }
    return mind;
  }

  @Override
  public void started(int slot, int link, int share, long bytes, long nowMs) {
    attempts.put(slot, new Attempt(link, nowMs));
    mind().pilot.started(slot, link, share, bytes, nowMs);
    mind().forecast.started(link, share, nowMs);
  }

  @Override
  public boolean heedsMarkers() {
    return true;
  }

  @Override
  public void moved(int slot, long bytes, long nowMs) {
    mind().pilot.moved(slot, bytes, nowMs);
  }

  @Override
  public void done(int slot, long bytes, long nowMs) {
    Attempt attempt = attempts.remove(slot);
    if (attempt != null) {
      mind().forecast.done(attempt.link, bytes, nowMs - attempt.startMs, nowMs);
    }
    mind().pilot.done(slot, bytes, nowMs);
  }

  @Override
  public void failed(int slot, Failure failure, long bytes, long nowMs) {
    Attempt attempt = attempts.remove(slot);
    if (attempt != null) {
      mind().forecast.failed(attempt.link, failure, nowMs);
    }
    mind().pilot.failed(slot, failure, bytes, nowMs);
  }

  @Override
  public void left(int slot, long nowMs) {
    attempts.remove(slot);
    mind().pilot.left(slot, nowMs);
  }

  @Override
  public void space(StorageName storage, long freeBytes, long nowMs) {
    mind().pilot.space(storage, freeBytes, nowMs);
  }
}
