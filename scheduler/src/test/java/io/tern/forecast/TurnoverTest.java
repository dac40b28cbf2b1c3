package io.tern.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TurnoverTest {
  private final Turnover turnover = new Turnover();

  @Test
  void countsTheTimeInWhichOthersWait() {
    for (int i = 0; i <= 20; i++) {
      turnover.started(i * 2_000L, true);
    }

    assertThat(turnover.eachMs(40_000)).isCloseTo(2_000, within(1.0));
  }

  @Test
  void whenNobodyWaitsNobodyIsKept() {
    for (int i = 0; i < 20; i++) {
      turnover.started(i * 60_000L, false);
    }
    assertThat(turnover.isKnown()).isFalse();

    long from = 20 * 60_000L;
    for (int i = 0; i <= 20; i++) {
      turnover.started(from + i * 500L, true);
    }
    assertThat(turnover.isKnown()).isTrue();
    assertThat(turnover.eachMs(from + 10_000)).isCloseTo(500, within(1.0));
  }

  @Test
  void aLongWaitSinceTheLastStartCountsBeforeItEnds() {
    for (int i = 0; i <= 10; i++) {
      turnover.started(i * 1_000L, true);
    }

    assertThat(turnover.eachMs(10_500)).isCloseTo(1_000, within(1.0));
    assertThat(turnover.eachMs(610_000)).isGreaterThan(50_000);
  }

  @Test
  void followsAChangeWithinMinutes() {
    for (int i = 0; i <= 100; i++) {
      turnover.started(i * 10_000L, true);
    }
    long from = 1_000_000;
    for (int i = 1; i <= 600; i++) {
      turnover.started(from + i * 1_000L, true);
    }

    assertThat(turnover.eachMs(from + 600_000)).isLessThan(1_200);
  }
}
