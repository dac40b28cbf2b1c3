package io.tern.pilot;

import io.tern.window.Ease;
import io.tern.window.Window;

/** Something whose window is adapted. */
abstract sealed class Watched permits Dock, Road {
  /** How much of what was seen before still counts after a judgement. */
  static final double KEPT = 0.3;

  final Window window;

  /** Of the copies here, as far as this thing is to blame for what holds them up. */
  final Ease own = new Ease();

  /** Whether it stands in the line of those to be judged. */
  boolean inLine;

  /** Attempts under way. */
  int flights;

  /** Bytes a millisecond that they would move unhindered. */
  double possible;

  /** Bytes told of since the last judgement, and when that was. */
  double moved;

  long judgedMs;

  Watched(Window window) {
    this.window = window;
  }

  /** Bytes a millisecond since the last judgement. */
  double rate(long nowMs) {
    return nowMs > judgedMs ? moved / (nowMs - judgedMs) : 0;
  }

  void judged(long nowMs) {
    own.fade(KEPT);
    moved = 0;
    judgedMs = nowMs;
  }
}
