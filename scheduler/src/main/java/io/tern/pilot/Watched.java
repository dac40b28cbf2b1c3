package io.tern.pilot;

import io.tern.window.Ease;
import io.tern.window.Window;

/** Something whose window is adapted. */
abstract sealed class Watched permits Dock, Road {
  /** How much of what was seen before still counts after a judgement. */
  static final double KEPT = 0.3;

  final Window window;

  /** Of the copies here, as far as this thing is to blame for what holds them up. */
  private final Ease own = new Ease();

  /** The same as far as others are. */
  private final Ease others = new Ease();

  /** Whether it stands in the line of those to be judged. */
  boolean inLine;

  /** Attempts under way. */
  int flights;

  /** Those of them that began when it was known how fast copies on their link are... */
  private int paced;

  /** ... and what these would move unhindered, in bytes a millisecond. */
  private double pace;

  /** Bytes told of since the last judgement, and when that was. */
  double moved;

  long judgedMs;

  /** For how long copies were seen to flow since then, all together. */
  private double flowedMs;

  Watched(Window window) {
    this.window = window;
  }

  /**
   * An attempt begins.
   *
   * @param pace bytes a millisecond that it would move unhindered; 0 if nobody knows
   */
  void enter(double pace) {
    flights++;
    paced += pace > 0 ? 1 : 0;
    this.pace += pace;
  }

  void leave(double pace) {
    flights--;
    paced -= pace > 0 ? 1 : 0;
    this.pace = paced == 0 ? 0 : this.pace - pace;
  }

  /** A copy here has flowed for a time. */
  void flowed(long ms) {
    flowedMs += ms;
  }

  /**
   * How freely copies here have flowed.
   *
   * @param bytes that they moved
   * @param possible bytes at their link's own speed
   * @param slows whether this thing is what held them up, if anything did
   */
  void eased(double bytes, double possible, boolean slows) {
    own.add(bytes, slows ? possible : bytes);
    others.add(slows ? possible : bytes, possible);
  }

  /** Bytes a millisecond since the last judgement. */
  double rate(long nowMs) {
    return nowMs > judgedMs ? moved / (nowMs - judgedMs) : 0;
  }

  double ease() {
    return own.value();
  }

  /**
   * Bytes a millisecond that attempts here would move if this thing held none of them up; 0 while
   * nobody knows. What others hold up while bytes flow is taken off.
   */
  double possibleHere(long nowMs) {
    double all = (double) flights * (nowMs - judgedMs);
    double flowing = all > 0 ? Math.min(1, flowedMs / all) : 0;
    return unhindered() * (1 - flowing + flowing * others.value());
  }

  /** Those whose pace is not known are taken to be like the others. */
  private double unhindered() {
    return paced == 0 ? 0 : pace * flights / paced;
  }

  void judged(long nowMs) {
    own.fade(KEPT);
    others.fade(KEPT);
    moved = 0;
    flowedMs = 0;
    judgedMs = nowMs;
  }
}
