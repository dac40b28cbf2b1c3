package io.tern.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {
  private final Reliability reliability = new Reliability();

  @Test
  void whoHasDoneNothingIsTrusted() {
    assertThat(reliability.at(1_000)).isEqualTo(1);
  }

  @Test
  void isThePartThatGoesWell() {
    for (int i = 0; i < 300; i++) {
      reliability.well(i);
      if (i % 3 == 0) {
        reliability.badly(i);
      }
    }

    assertThat(reliability.at(300)).isCloseTo(0.75, within(0.01));
  }

  @Test
  void whatWasLongAgoIsForgiven() {
    for (int i = 0; i < 10; i++) {
      reliability.badly(0);
    }

    assertThat(reliability.at(0)).isLessThan(0.1);
    assertThat(reliability.at(3_600_000)).isGreaterThan(0.99);
  }
}
