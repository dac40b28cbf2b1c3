package io.tern.share;

import org.jspecify.annotations.Nullable;

/** One who stands in line for a share; in at most one line at a time. */
public final class Turn {
  /** The level above all priorities. */
  public static final int FOREMOST = 6;

  private final int id;

  @Nullable Lane lane;
  int level;

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

  boolean goesBefore(Turn other) {
    return time < other.time || (time == other.time && arrival < other.arrival);
  }

  public int id() {
    return id;
  }

  public boolean isInLine() {
    return lane != null;
  }

  /** The priority it stands at while in line. */
  public int level() {
    return level;
  }
}
