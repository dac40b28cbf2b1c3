package io.tern.window;

/**
 * What last changed a window, so that people can be told.
 *
 * @param before places until then; {@link Integer#MAX_VALUE} where nothing had held them up
 * @param ease how freely copies flowed, 0..1, as far as the thing itself is to blame
 * @param rate bytes a millisecond that all moved together
 * @param atMs when, on the clock that the window is told the time by
 */
public record Adjustment(Cause cause, int before, int after, double ease, double rate, long atMs) {
  /** Why. */
  public enum Cause {
    /** More would have been taken, and copies still flowed freely. */
    GROWN,
    /** Copies held each other up: the window is what carries the same bytes without delay. */
    FITTED,
    /** Copies seem to hold each other up: whether more of them bring more bytes is being tried. */
    TRIED,
    /** More attempts failed than usual. */
    STRAINED
  }
}
