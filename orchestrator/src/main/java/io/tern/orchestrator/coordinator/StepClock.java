package io.tern.orchestrator.coordinator;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The time that steps carry: wall time when the clock was made, plus what the monotonic clock says
 * has passed since, and never less than the last step's. A jump of the wall clock moves nothing.
 */
final class StepClock {
  private final long wallStartMs;
  private final long monoStartNs;
  private final LongSupplier monoNs;
  private long floorMs;

  StepClock(Clock wall, LongSupplier monoNs) {
    this.monoNs = monoNs;
    wallStartMs = wall.millis();
    monoStartNs = monoNs.getAsLong();
  }

  /** Steps of earlier leaders went up to here. */
  void notBelow(long stepMs) {
    floorMs = Math.max(floorMs, stepMs);
  }

  long nowMs() {
    floorMs = Math.max(floorMs, wallMs());
    return floorMs;
  }

  /** This node's own time, however far earlier leaders had come. */
  long wallMs() {
    return wallStartMs + monoMs();
  }

  /** Milliseconds since this clock was made. */
  long monoMs() {
    return (monoNs.getAsLong() - monoStartNs) / 1_000_000;
  }
}
