package io.tern.pilot;

/** Which changes are worth writing down. */
final class Noticeable {
  private static final double PART = 0.1;

  private Noticeable() {}

  static boolean is(double now, double before) {
    return Math.abs(now - before) > PART * before;
  }
}
