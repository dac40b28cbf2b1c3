package io.tern.loadtest.scheduling.baseline;

import static io.tern.loadtest.scheduling.baseline.Optimizer.Form.FORGETFUL;
import static io.tern.loadtest.scheduling.baseline.Optimizer.Form.REMEMBERING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.scheduling.baseline.Optimizer.Form;
import io.tern.loadtest.scheduling.baseline.Optimizer.Range;
import io.tern.loadtest.scheduling.baseline.Optimizer.Sight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Row by row what is known of FTS3's decision. */
class OptimizerTest {
  private static final long MINUTE_MS = 60_000;
  private static final Range SHIPPED = new Range(2, 130, false);

  @ParameterizedTest
  @EnumSource(Form.class)
  void beginsInTheMiddleOfACommonRange(Form form) {
    assertThat(begun(form, SHIPPED, 100).value()).isEqualTo(66);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void beginsAtTheMaximumOfASpecificRange(Form form) {
    assertThat(begun(form, new Range(2, 50, true), 100).value()).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void staysWhereTheRangeIsFixed(Form form) {
    Optimizer optimizer = begun(form, new Range(7, 7, false), 100);

    optimizer.cycle(sight(1, 1e9, 1e9, 50, 100));

    assertThat(optimizer.value()).isEqualTo(7);
  }

  /** Each row: the cycle before (the first, at 66) and this one, by a form that remembers. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // what it is; then throughput, mean size, success before; now, and the queue; the value
    "throughput up: two more, 1e8, 1e9, 100, 2e8, 1e9, 100, 500, 68",
    "the same throughput counts as up once time has passed, 1e8, 1e9, 99, 1e8, 1e9, 100, 500, 68",
    "throughput down: hold, 2e8, 1e9, 100, 1e8, 1e9, 100, 500, 66",
    "throughput down but files a decade smaller: two more, 2e8, 1e9, 100, 1e8, 1e8, 100, 500, 68",
    "the mean falls below half a decade: one less, 3.2e8, 1e9, 100, 1e8, 1e9, 100, 500, 65",
    "no throughput ever: hold, 0, 1e9, 100, 0, 1e9, 99, 500, 66",
    "the queue is shorter than the value: hold, 1e8, 1e9, 100, 2e8, 1e9, 100, 65, 66",
    "success below 97: one less, 1e8, 1e9, 100, 2e8, 1e9, 96, 500, 65",
    "success 96 and better than before: hold, 1e8, 1e9, 90, 2e8, 1e9, 96, 500, 66",
    "success 95 though better than before: one less, 1e8, 1e9, 90, 2e8, 1e9, 95, 500, 65",
    "success 97 is enough, 1e8, 1e9, 97, 2e8, 1e9, 97, 500, 68",
  })
  void decides(
      String what,
      double throughputBefore,
      double sizeBefore,
      int successBefore,
      double throughput,
      double size,
      int success,
      int queue,
      int value) {
    Optimizer optimizer = new Optimizer(REMEMBERING, SHIPPED);
    optimizer.cycle(new Sight(0, throughputBefore, sizeBefore, successBefore, 0, 500));
    optimizer.cycle(settled(throughputBefore, sizeBefore, successBefore));
    int before = optimizer.value();

    optimizer.cycle(new Sight(3 * MINUTE_MS, throughput, size, success, 0, queue));

    assertThat(optimizer.value() - before).as(what).isEqualTo(value - 66);
  }

  /** A cycle like the one before, short enough after it that nothing is decided. */
  private static Sight settled(double throughput, double size, int success) {
    return new Sight(MINUTE_MS, throughput, size, success, 0, 0);
  }

  @Test
  void moreRetriesThanBeforeTakeOneAwayThoughSuccessRises() {
    Optimizer optimizer = new Optimizer(REMEMBERING, SHIPPED);
    optimizer.cycle(new Sight(0, 1e8, 1e9, 90, 0, 500));

    optimizer.cycle(new Sight(MINUTE_MS, 2e8, 1e9, 96, 3, 500));

    assertThat(optimizer.value()).isEqualTo(65);
  }

  @Test
  void nothingNewWithinFiveMinutesChangesNothing() {
    Optimizer optimizer = new Optimizer(REMEMBERING, SHIPPED);
    optimizer.cycle(sight(0, 1e8, 1e9, 100, 500));
    optimizer.cycle(sight(1, 1e8, 1e9, 100, 500));
    int once = optimizer.value();

    for (int minute = 2; minute < 6; minute++) {
      optimizer.cycle(sight(minute, 1e8, 1e9, 100, 500));
      assertThat(optimizer.value()).isEqualTo(once);
    }
    optimizer.cycle(sight(7, 1e8, 1e9, 100, 500));

    assertThat(optimizer.value()).isEqualTo(once + 2);
  }

  @Test
  void whatRemembersNothingRisesEachMinuteToTheMaximumHoweverThroughputFalls() {
    Optimizer optimizer = begun(FORGETFUL, SHIPPED, 500);

    for (int minute = 1; minute <= 60; minute++) {
      optimizer.cycle(sight(minute, 1e9 / minute, 1e9, 100, 500));
      assertThat(optimizer.value()).isEqualTo(Math.min(130, 66 + 2 * minute));
    }
  }

  @Test
  void whatRemembersNothingSinksEachMinuteToTheMinimumWhileFourInAHundredFail() {
    Optimizer optimizer = begun(FORGETFUL, SHIPPED, 500);

    for (int minute = 1; minute <= 80; minute++) {
      optimizer.cycle(sight(minute, 1e9, 1e9, 96, 500));
      assertThat(optimizer.value()).isEqualTo(Math.max(2, 66 - minute));
    }
  }

  private static Optimizer begun(Form form, Range range, int queue) {
    Optimizer optimizer = new Optimizer(form, range);
    optimizer.cycle(sight(0, 1e8, 1e9, 100, queue));
    return optimizer;
  }

  private static Sight sight(int minute, double throughput, double size, int success, int queue) {
    return new Sight(minute * MINUTE_MS, throughput, size, success, 0, queue);
  }
}
