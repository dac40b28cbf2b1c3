package io.tern.window;

import io.tern.window.Adjustment.Cause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many copies may run at once somewhere.
 *
 * <p>While copies flow freely, more of them bring more bytes: the window grows, as soon as what the
 * last growth let in has come to flow; a little at first, then by more each time. Where copies hold
 * each other up, what they move together is the capacity; by Little's law the places that fill it
 * are those taken now, times the capacity, over what these copies would move unhindered. The window
 * is that and some more, since copies come and go by chance: half again the square root of their
 * number (Halfin, Whitt, Operations Research 29, 1981), and an eighth of it at least, so that a
 * full end shows, by copies that are clearly slower than elsewhere. Capacity does not depend on the
 * window, so that the two do not swing. No threshold on errors is in it. (After Vegas, Brakmo and
 * Peterson 1995, and BBR, Cardwell et al. 2016, with a file in the place of a packet.) Copies that
 * only look held up, since their rates swing, are told from those that are by a {@link Probe}.
 */
public final class Window {
  /** The part of the places that is kept against chance is this over their square root. */
  private static final double AGAINST_CHANCE = 1.5;

  private static final double LEAST_SPARE = 0.12;
  private static final double MOST_SPARE = 0.25;

  /** Freer than this means that nobody holds up anybody... */
  private static final double FREE = 0.97;

  /**
   * ... less twice what the mean of a few copies swings by, if the rate of each swings by a quarter
   * and none of them is held up.
   */
  private static final double DOUBT = 0.5;

  /** Less free than this leaves no doubt that what is carried now is the capacity. */
  private static final double CROWDED = 0.85;

  /** What is left of a capacity after a judgement at which it was not reached. */
  private static final double FORGET = 0.99;

  /** A growth has come to flow when so much of what is possible is reached. */
  private static final double SETTLED = 0.8;

  private static final double FIRST_RISE = 2;
  private static final double NEXT_RISE = 1.1;

  /** Each growth is so many times the one before. */
  private static final double MORE = 2;

  private static final double NEW = 0.5;
  private static final double RELIEF = 0.9;
  private static final double CREEP = 1.02;
  private static final int LEAST = 2;

  private final Probe probe = new Probe();
  private int places;
  private double rise = FIRST_RISE;
  private double rate;
  private double capacity;

  /** As many as did not make more attempts fail, when last too many were met; 0 before. */
  private int endured;

  private @Nullable Adjustment last;

  public Window(int first) {
    places = first;
  }

  /** One that was found before: it is not doubled as a first guess is. */
  public static Window from(int places) {
    Window window = new Window(Math.max(LEAST, places));
    window.rise = NEXT_RISE;
    return window;
  }

  /**
   * What was seen since the last time.
   *
   * @param used places taken
   * @param kept places that carry nothing, since they are kept for those who lack another elsewhere
   * @param wanted whether more would have been taken
   * @param ease how freely copies flow, 0..1, as far as this thing is to blame
   * @param rate bytes a millisecond that all moved together
   * @param possible what those that hold the places would move if nothing here held them up, set-up
   *     counted in
   * @param strained whether more attempts fail here than usual
   */
  public record Sight(
      int used,
      int kept,
      boolean wanted,
      double ease,
      double rate,
      double possible,
      boolean strained) {

    /** The same against what can be reached, 0..1, of what was thought possible. */
    private Sight from(double reach) {
      return new Sight(
          used, kept, wanted, Math.min(1, ease / reach), rate, possible * reach, strained);
    }
  }

  /** Follows what was seen. */
  public void follow(Sight seen, long nowMs) {
    probe.sees(seen.ease);
    Sight sight = seen.from(probe.reach());
    if (sight.strained) {
      probe.rest();
      follow(sight.rate);
      endured = Math.max(LEAST, (int) (RELIEF * Math.min(places, sight.used)));
      set(Math.min(places, endured), Cause.STRAINED, sight, nowMs);
    } else if (probe.isUnderWay()) {
      probe.watch(seen);
    } else {
      follow(sight.rate);
      adapt(sight, nowMs);
    }
  }

  private void follow(double seen) {
    rate += (rate > 0 ? NEW : 1) * (seen - rate);
  }

  private void adapt(Sight sight, long nowMs) {
    boolean heldUp = sight.ease < FREE - DOUBT / Math.sqrt(Math.max(1, sight.used));
    if (heldUp && sight.wanted) {
      probe.heldUp();
    } else {
      probe.rest();
    }
    if (heldUp && probe.isDue(sight.used) && mayTry(sight.used)) {
      probe.begin(sight.used, rate);
      set(trial(sight.used), Cause.TRIED, sight, nowMs);
    } else if (heldUp) {
      capacity = sight.ease < CROWDED ? rate : Math.max(FORGET * capacity, rate);
      rise = NEXT_RISE;
      fit(sight, nowMs);
    } else if (sight.wanted && sight.rate >= SETTLED * sight.possible) {
      capacity = Math.max(capacity, rate);
      grow(sight, nowMs);
    }
  }

  private int trial(int used) {
    return (int) Math.max(places, Math.ceil(endurable(Probe.more(used), 0)));
  }

  private boolean mayTry(int used) {
    return used > 0 && used <= places && trial(used) > used * (1 + Probe.LEAST_MORE);
  }

  private void grow(Sight sight, long nowMs) {
    double goal = endurable(sight.used * rise, sight.kept);
    rise = Math.min(FIRST_RISE, 1 + MORE * (rise - 1));
    set((int) Math.max(places, Math.ceil(goal) + sight.kept), Cause.GROWN, sight, nowMs);
  }

  /**
   * What has once been too much is come near to slowly.
   *
   * @param kept of the places there are, which come on top
   */
  private double endurable(double goal, int kept) {
    double slowly = Math.max(endured, places - kept) * CREEP;
    return endured == 0 ? goal : Math.min(goal, slowly);
  }

  private void fit(Sight sight, long nowMs) {
    if (sight.possible > 0) {
      double filling = sight.used * capacity / Math.max(sight.possible, sight.rate);
      double goal = endurable(filling * (1 + spare(filling)), sight.kept);
      set((int) Math.max(LEAST, Math.round(goal) + sight.kept), Cause.FITTED, sight, nowMs);
    }
  }

  private static double spare(double filling) {
    return Math.clamp(AGAINST_CHANCE / Math.sqrt(filling), LEAST_SPARE, MOST_SPARE);
  }

  private void set(int goal, Cause cause, Sight sight, long nowMs) {
    if (goal != places) {
      last = new Adjustment(cause, places, goal, sight.ease, sight.rate, nowMs);
      places = goal;
    }
  }

  public int places() {
    return places;
  }

  /** What last changed it; empty while nothing has. */
  public Optional<Adjustment> last() {
    return Optional.ofNullable(last);
  }
}
