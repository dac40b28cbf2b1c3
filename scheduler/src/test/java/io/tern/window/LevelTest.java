package io.tern.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelTest {
  private final Level level = new Level();

  private void slow(double... rates) {
    for (int i = 0; i < 100; i++) {
      for (double rate : rates) {
        level.flows(rate);
        level.slowed(rate, false);
      }
    }
  }

  @Test
  void isReachedByAllWhomOneScarceThingHoldsUp() {
    slow(100, 95, 105);

    assertThat(level.isReached(95)).isTrue();
    assertThat(level.certainty()).isGreaterThan(0.8);
  }

  @Test
  void isNotReachedByOneWhomAnotherPasses() {
    slow(100, 50, 50, 50);

    assertThat(level.isReached(50)).isFalse();
    assertThat(level.certainty()).isLessThan(0.3);
  }

  @Test
  void isCertainOfNothingWhenTheOtherEndMayBeItAsWell() {
    for (int i = 0; i < 100; i++) {
      level.flows(100);
      level.slowed(100, true);
    }

    assertThat(level.certainty()).isZero();
  }

  @Test
  void sinksWithTheFastest() {
    slow(100);
    slow(50);

    assertThat(level.isReached(50)).isTrue();
  }
}
