package io.tern.loadtest.scheduling.baseline;

import org.jspecify.annotations.Nullable;

/**
 * FTS3's optimizer for one link: how many copies may be active on it. It is made anew from the
 * described behaviour of 3.12 to 3.14, mode 2 ("normal"), the shipped one.
 *
 * <p>Up to 3.13 the state of the cycle before is remembered. In 3.14 each cycle has an object of
 * its own (FTS-2038), so there never is a state before, and throughput never lowers the value.
 */
final class Optimizer {
  /** Which version's behaviour. */
  enum Form {
    REMEMBERING,
    FORGETFUL
  }

  /**
   * What a cycle looks at.
   *
   * @param throughput bytes a second over the window
   * @param success per cent, rounded up
   * @param retries of files that wait again
   * @param queue files that wait
   * @param meanSize bytes
   */
  record Sight(
      long nowMs, double throughput, double meanSize, int success, int retries, int queue) {}

  /**
   * @param specific the link has a row of its own, not that of {@code * -> *}
   */
  record Range(int min, int max, boolean specific) {}

  private record Memory(
      long nowMs, double ema, double meanSize, int success, int retries, boolean first) {}

  private static final double ALPHA = 0.1;
  private static final int LOW_SUCCESS = 97;
  private static final int BASE_SUCCESS = 96;
  private static final int INCREASE = 2;
  private static final int DECREASE = 1;
  private static final int MOST_STREAMS = 16;
  private static final long STEADY_MS = 300_000;

  private final Form form;
  private final Range range;
  private int value;
  private @Nullable Memory memory;

  Optimizer(Form form, Range range) {
    this.form = form;
    this.range = range;
  }

  /** How many copies may be active; 0 before the first cycle. */
  int value() {
    return value;
  }

  /** One cycle. */
  void cycle(Sight sight) {
    if (value == 0) {
      value = range.specific() ? range.max() : range.min() + (range.max() - range.min()) / 2;
      memory = remember(sight, sight.throughput(), true);
      return;
    }
    Memory before = before(sight);
    double ema =
        sight.throughput() > 0
            ? ALPHA * sight.throughput() + (1 - ALPHA) * before.ema()
            : before.ema();
    if (range.min() == range.max()) {
      value = range.min();
    } else if (!isSteady(sight, before, ema)) {
      value = bounded(decide(sight, before, ema), sight.queue());
    } else {
      return;
    }
    memory = remember(sight, ema, false);
  }

  private Memory before(Sight sight) {
    return memory == null || form == Form.FORGETFUL
        ? remember(sight, sight.throughput(), true)
        : memory;
  }

  private static Memory remember(Sight sight, double ema, boolean first) {
    return new Memory(
        sight.nowMs(), ema, sight.meanSize(), sight.success(), sight.retries(), first);
  }

  private static boolean isSteady(Sight sight, Memory before, double ema) {
    return !before.first()
        && sight.success() == before.success()
        && ema == before.ema()
        && sight.nowMs() - before.nowMs() < STEADY_MS;
  }

  private int decide(Sight sight, Memory before, double ema) {
    if (sight.success() < LOW_SUCCESS) {
      return improves(sight, before) ? value : value - DECREASE;
    }
    if (ema == 0 || sight.queue() < value) {
      return value;
    }
    if (ema >= before.ema()) {
      return value + INCREASE;
    }
    if (decade(sight.meanSize()) < decade(before.meanSize())) {
      return value + INCREASE;
    }
    return decade(ema) < decade(before.ema()) ? value - DECREASE : value;
  }

  private static boolean improves(Sight sight, Memory before) {
    return sight.success() > before.success()
        && sight.success() >= BASE_SUCCESS
        && sight.retries() <= before.retries();
  }

  private static long decade(double of) {
    return Math.round(Math.log10(of));
  }

  private int bounded(int decided, int queue) {
    int within = Math.clamp(decided, range.min(), range.max());
    return within > value && within > queue * MOST_STREAMS ? value : within;
  }
}
