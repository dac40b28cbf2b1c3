package io.tern.share;

import io.tern.job.Urgency;
import org.jspecify.annotations.Nullable;

/** One who stands in line for a share; in at most one line at a time. */
public final class Turn {
  /** Above all priorities. */
  public static final Urgency FOREMOST = Urgency.of(6);

  private final int id;

  @Nullable Lane lane;

  /** How urgent it is while in line. */
  Urgency urgency = FOREMOST;

  /** Its time in the lane, and among those of the same time whether it came sooner. */
  double time;

  long arrival;

  /** Its place in its rank's heap; -1 while it stands nowhere. */
  int position = -1;

  /**
   * @param id by which its owner knows it
   */
  public Turn(int id) {
    this.id = id;
  }

  /** Among those of its priority. */
  boolean goesBefore(Turn other) {
    long deadlineMs = urgency.deadlineMs();
    long otherMs = other.urgency.deadlineMs();
    return deadlineMs == otherMs ? isServedBefore(other) : deadlineMs < otherMs;
  }

  private boolean isServedBefore(Turn other) {
    return time < other.time || (time == other.time && arrival < other.arrival);
  }

  public int id() {
    return id;
  }

  public boolean isInLine() {
    return lane != null;
  }
}
