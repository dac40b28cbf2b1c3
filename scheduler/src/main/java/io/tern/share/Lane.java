package io.tern.share;

import io.tern.job.Urgency;
import org.jspecify.annotations.Nullable;

/** One share in one line: its turns, the most urgent first, and its virtual time there. */
public final class Lane {
  private static final @Nullable Rank[] NONE = {};

  final FairLine line;
  final Stake stake;

  /** Cost charged so far over weight, in the line's virtual time. */
  double time;

  /** The time inside the lane of the one served last. */
  double served;

  /** Its place in the line's heap; -1 while nobody stands in it. */
  int position = -1;

  private @Nullable Rank[] ranks = NONE;
  private int levels;
  private long arrivals;

  Lane(FairLine line, Stake stake) {
    this.line = line;
    this.stake = stake;
  }

  boolean isEmpty() {
    return levels == 0;
  }

  /** The one whose turn it is. */
  @Nullable Turn first() {
    return isEmpty() ? null : rank(31 - Integer.numberOfLeadingZeros(levels)).first();
  }

  void addLast(Turn turn, Urgency urgency, double time) {
    enter(turn, urgency, Math.max(time, served), ++arrivals);
  }

  void addFirst(Turn turn, Urgency urgency, double time) {
    enter(turn, urgency, Math.max(time, served), - ++arrivals);
  }

  private void enter(Turn turn, Urgency urgency, double time, long arrival) {
    turn.lane = this;
    turn.urgency = urgency;
    turn.time = time;
    turn.arrival = arrival;
    rank(urgency.priority()).add(turn);
    levels |= 1 << urgency.priority();
  }

  void remove(Turn turn) {
    Rank rank = rank(turn.urgency.priority());
    rank.remove(turn);
    turn.lane = null;
    if (rank.isEmpty()) {
      levels &= ~(1 << turn.urgency.priority());
    }
  }

  private Rank rank(int level) {
    if (ranks.length == 0) {
      ranks = new Rank[Turn.LEVELS];
    }
    Rank known = ranks[level];
    if (known == null) {
      known = new Rank();
      ranks[level] = known;
    }
    return known;
  }
}
