package io.tern.loadtest.scheduling.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.scheduling.measure.Score;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private static final long TEN_MINUTES = 600_000;

  @Test
  void theSameSeedGivesTheSameScoreAndStaysBelowThePhysicalBound() {
    Case one = new Case("S", 3, "T2", "fixed", TEN_MINUTES);

    Score first = Runner.run(one);
    Score again = Runner.run(one);

    assertThat(again).isEqualTo(first);
    assertThat(first.goodputB1()).isBetween(0.05, 1.0);
    assertThat(first.goodputB2()).isGreaterThan(first.goodputB1() - 1e-9);
    assertThat(first.files()).isPositive();
    assertThat(first.failures()).isPositive();
  }
}
