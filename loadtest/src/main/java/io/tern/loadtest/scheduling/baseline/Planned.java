package io.tern.loadtest.scheduling.baseline;

import io.tern.limit.Ceilings;
import io.tern.loadtest.scheduling.policy.Control;
import io.tern.schedule.Scheduler;
import java.util.NavigableMap;
import java.util.TreeMap;

/** An oracle: limits that were planned beforehand with all that no policy can see. */
public final class Planned implements Control {
  private final NavigableMap<Long, Ceilings> byTime;
  private long doneMs;

  /**
   * @param byTime the limits from each time on; from 0 at the latest
   */
  public Planned(NavigableMap<Long, Ceilings> byTime) {
    this.byTime = new TreeMap<>(byTime);
  }

  @Override
  public Ceilings initial() {
    return byTime.floorEntry(0L).getValue();
  }

  @Override
  public void tick(Scheduler scheduler, long nowMs) {
    var due = byTime.floorEntry(nowMs);
    if (due.getKey() > doneMs) {
      doneMs = due.getKey();
      scheduler.ceilings(due.getValue());
    }
  }
}
