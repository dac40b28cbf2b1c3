package io.tern.share;

import org.jspecify.annotations.Nullable;

/** One who stands in line for a share; in at most one line at a time. */
public final class Turn {
  /** The level above all priorities. */
  public static final int FOREMOST = 6;

  private final int id;

  @Nullable Lane lane;
  @Nullable Turn next;
  @Nullable Turn previous;
  int level;

  /**
   * @param id by which its owner knows it
   */
  public Turn(int id) {
    this.id = id;
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
