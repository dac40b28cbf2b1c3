package io.tern.window;

/**
 * How many copies may run at once somewhere.
 *
 * <p>While copies flow freely, more of them bring more bytes: the window grows, as soon as what the
 * last growth let in has come to flow. Where they hold each other up, what they move together is
 * the capacity; by Little's law the places that fill it are those taken now, times the capacity,
 * over what these copies would move unhindered; the window is {@value #HEADROOM} times that.
 * Capacity does not depend on the window, so that the two do not swing. No threshold on errors is
 * in it. (After Vegas, Brakmo and Peterson 1995, and BBR, Cardwell et al. 2016, with a file in the
 * place of a packet.)
 */
public final class Window {
  /** Enough that no noise leaves capacity idle, and less than what overloads a storage. */
  public static final double HEADROOM = 1.25;

  /** Freer than this means that nobody holds up anybody. */
  private static final double FREE = 0.9;

  /** A growth has come to flow when so much of what is possible is reached. */
  private static final double SETTLED = 0.8;

  private static final double FIRST_RISE = 1.6;
  private static final double RISE = 1.3;
  private static final double NEW = 0.5;
  private static final double RELIEF = 0.9;
  private static final double CREEP = 1.02;
  private static final int LEAST = 2;

  private int places;
  private double capacity;

  /** As many as did not make more attempts fail, when last too many were met; 0 before. */
  private int endured;

  private boolean met;
  private Change last = Change.FIRST;
  private long changedMs;

  /** What last changed a window. */
  public enum Change {
    /** Nothing yet. */
    FIRST,
    /** All places were taken, and copies still flowed freely. */
    GROWN,
    /** Copies held each other up: the window is what fills the capacity. */
    FITTED,
    /** More attempts failed than usual. */
    STRAINED
  }

  public Window(int first) {
    places = first;
  }

  /**
   * What was seen since the last time.
   *
   * @param used places taken
   * @param wanted whether more would have been taken
   * @param ease how freely copies flow, 0..1, as far as this thing is to blame
   * @param rate bytes a millisecond that all moved together
   * @param possible what those that hold the places would move unhindered, set-up counted in
   * @param strained whether more attempts fail here than usual
   */
  public record Sight(
      int used, boolean wanted, double ease, double rate, double possible, boolean strained) {}

  /** Follows what was seen. */
  public void follow(Sight sight, long nowMs) {
    if (sight.strained) {
      met = true;
      endured = Math.max(LEAST, (int) (RELIEF * Math.min(places, sight.used)));
      set(Math.min(places, endured), Change.STRAINED, nowMs);
    } else if (sight.ease < FREE) {
      capacity = met && capacity > 0 ? capacity + NEW * (sight.rate - capacity) : sight.rate;
      met = true;
      fit(sight, nowMs);
    } else if (sight.wanted && sight.rate >= SETTLED * sight.possible) {
      capacity = Math.max(capacity, sight.rate);
      double goal = sight.used * (met ? RISE : FIRST_RISE);
      set((int) Math.max(places, Math.ceil(endurable(goal))), Change.GROWN, nowMs);
    }
  }

  /** What has once been too much is come near to slowly. */
  private double endurable(double goal) {
    double slowly = Math.max(endured, places) * CREEP;
    return endured == 0 ? goal : Math.min(goal, slowly);
  }

  private void fit(Sight sight, long nowMs) {
    if (sight.possible > 0) {
      double goal = sight.used * HEADROOM * capacity / sight.possible;
      set((int) Math.max(LEAST, Math.ceil(endurable(goal))), Change.FITTED, nowMs);
    }
  }

  private void set(int places, Change change, long nowMs) {
    if (places != this.places) {
      this.places = places;
      last = change;
      changedMs = nowMs;
    }
  }

  public int places() {
    return places;
  }

  public Change lastChange() {
    return last;
  }

  /** When it last changed; 0 for never. */
  public long changedMs() {
    return changedMs;
  }

  /** Bytes a millisecond that were last seen to be all there is; a lower bound before that. */
  public double capacity() {
    return capacity;
  }
}
