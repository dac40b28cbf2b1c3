package io.tern.window;

/**
 * Finds out by trying whether more places bring more bytes where copies seem to hold each other up.
 * Rates swing by themselves, and what a link gives changes, so that copies look slow where nothing
 * is full. Where more places do bring more, what looked like a hold-up is none: {@link #reach}.
 * Where they bring nothing, it tries again ever more seldom.
 */
final class Probe {
  /** Judgements between two trials. */
  private static final int REST = 4;

  private static final int MOST_REST = 40;

  /** Judgements until what was let in has come to flow, and those that count then. */
  private static final int SETTLING = 2;

  private static final int COUNTED = 2;

  /** Of the bytes that so many more copies would move if nothing were full: what tells so. */
  private static final double ELASTIC = 0.5;

  /** Fewer more than this tell nothing. */
  static final double LEAST_MORE = 0.05;

  /** So many of the places of the last trial are many fewer. */
  private static final double FEWER = 0.9;

  private static final double NEW = 0.5;
  private static final double BACK = 0.1;
  private static final double LEAST_REACH = 0.5;

  private double reach = 1;
  private int rest = REST;
  private int rested;
  private int judged;
  private boolean underWay;
  private double usedBefore;
  private double rateBefore;
  private double used;
  private double rate;

  /** How freely copies flow where nothing holds them up, as far as can be told; up to 1. */
  double reach() {
    return reach;
  }

  /** Copies flow that freely here: if that is more than was thought possible, it is possible. */
  void sees(double ease) {
    reach += ease > reach ? NEW * (ease - reach) : 0;
  }

  boolean isUnderWay() {
    return underWay;
  }

  /** Copies seem to hold each other up at this judgement, and more are wanted. */
  void heldUp() {
    rested++;
  }

  /**
   * Whether it is time to try, with so many places taken. What was in vain with many more says
   * nothing of these.
   */
  boolean isDue(int used) {
    return rested >= (used < FEWER * usedBefore ? REST : rest);
  }

  /** Nothing holds up anybody, nobody wants more, or it is known already what is too much. */
  void rest() {
    rested = 0;
    underWay = false;
  }

  /** Places for a trial: the fewer there are, the more it takes to be told from chance. */
  static double more(int used) {
    return used * (1 + Math.min(1, 2 / Math.sqrt(used + 1)));
  }

  void begin(int used, double rate) {
    rest();
    underWay = true;
    judged = 0;
    usedBefore = used;
    rateBefore = rate;
    this.used = 0;
    this.rate = 0;
  }

  /** What was seen while it is under way; ends it when that is enough. */
  void watch(Window.Sight seen) {
    judged++;
    if (judged > SETTLING) {
      used += (double) seen.used() / COUNTED;
      rate += seen.rate() / COUNTED;
    }
    if (judged == SETTLING + COUNTED) {
      underWay = false;
      conclude(seen.ease());
    }
  }

  private void conclude(double ease) {
    double more = used / usedBefore - 1;
    double brought = rate / rateBefore - 1;
    if (more > LEAST_MORE && brought > ELASTIC * more) {
      reach = Math.clamp(ease, LEAST_REACH, reach);
      rest = REST;
    } else {
      reach += BACK * (1 - reach);
      rest = Math.min(MOST_REST, 2 * rest);
    }
  }
}
