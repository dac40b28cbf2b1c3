package io.tern.share;

import org.jspecify.annotations.Nullable;

/** One share in one line: its turns by level, then in order, and its virtual time there. */
public final class Lane {
  private static final int LEVELS = Turn.FOREMOST + 1;
  private static final @Nullable Turn[] NOBODY = {};

  final FairLine line;
  final Stake stake;

  /** Cost charged so far over weight, in the line's virtual time. */
  double time;

  /** Its place in the line's heap; -1 while nobody stands in it. */
  int position = -1;

  private @Nullable Turn[] heads = NOBODY;
  private @Nullable Turn[] tails = NOBODY;
  private int levels;

  Lane(FairLine line, Stake stake) {
    this.line = line;
    this.stake = stake;
  }

  boolean isEmpty() {
    return levels == 0;
  }

  /** The one whose turn it is. */
  @Nullable Turn first() {
    return isEmpty() ? null : heads[31 - Integer.numberOfLeadingZeros(levels)];
  }

  void addLast(Turn turn, int level) {
    enter(turn, level);
    join(tails[level], turn, level);
    join(turn, null, level);
  }

  void addFirst(Turn turn, int level) {
    enter(turn, level);
    join(turn, heads[level], level);
    join(null, turn, level);
  }

  private void enter(Turn turn, int level) {
    if (heads.length == 0) {
      heads = new Turn[LEVELS];
      tails = new Turn[LEVELS];
    }
    turn.lane = this;
    turn.level = level;
    levels |= 1 << level;
  }

  void remove(Turn turn) {
    join(turn.previous, turn.next, turn.level);
    turn.lane = null;
    turn.next = null;
    turn.previous = null;
    if (heads[turn.level] == null) {
      levels &= ~(1 << turn.level);
    }
  }

  private void join(@Nullable Turn before, @Nullable Turn after, int level) {
    if (before == null) {
      heads[level] = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      tails[level] = before;
    } else {
      after.previous = before;
    }
  }
}
