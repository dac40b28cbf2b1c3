package io.tern.share;

import io.tern.job.Urgency;
import org.jspecify.annotations.Nullable;

/** One who stands in line for a share; in at most one line at a time. */
public final class Turn {
  private static final int PRIORITIES = 5;
  private static final Urgency LEAST = Urgency.of(1);

  /** One more than the highest that {@link #foremost} gives. */
  static final int LEVELS = 2 * PRIORITIES + 1;

  private final int id;

  @Nullable Lane lane;

  /** How urgent it is while in line. */
  Urgency urgency = LEAST;

  /** Of the work it stands for, the part that is left: see {@link #left}. */
  private double left;

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

  /** Before all others of a share; among several such, as urgent as before. */
  public static Urgency foremost(Urgency urgency) {
    return urgency.withPriority(PRIORITIES + urgency.priority());
  }

  /**
   * Says what part of the work it stands for is left: among those of the same deadline, the one
   * with most of it goes first, so that all come to an end together. Only while it stands nowhere.
   */
  public void left(double part) {
    left = part;
  }

  /** Among those of its priority. */
  boolean goesBefore(Turn other) {
    long deadlineMs = urgency.deadlineMs();
    long otherMs = other.urgency.deadlineMs();
    if (deadlineMs != otherMs) {
      return deadlineMs < otherMs;
    }
    return left == other.left ? isServedBefore(other) : left > other.left;
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
