package io.tern.loadtest.scheduling.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnevennessTest {
  private static final int COPIES = 500;
  private static final int MARKERS = 100;

  private static double moved(int marker, double deviation, long copy) {
    return new Unevenness(deviation, 1, copy).moved((double) marker / MARKERS);
  }

  @Test
  void everyCopyBeginsAndEndsAsAnEvenOneDoesAndNeverLosesBytes() {
    for (long copy = 0; copy < COPIES; copy++) {
      assertThat(moved(0, 0.5, copy)).isZero();
      assertThat(moved(MARKERS, 0.5, copy)).isCloseTo(1, within(1e-9));
      for (int marker = 1; marker <= MARKERS; marker++) {
        assertThat(moved(marker, 0.5, copy))
            .as("copy %d, marker %d", copy, marker)
            .isGreaterThan(moved(marker - 1, 0.5, copy));
      }
    }
  }

  @Test
  void ratesSwingAboutTheirMeanAsFarAsAsked() {
    double squares = 0;
    for (long copy = 0; copy < COPIES; copy++) {
      for (int marker = 1; marker <= MARKERS; marker++) {
        double rate = MARKERS * (moved(marker, 0.25, copy) - moved(marker - 1, 0.25, copy));
        squares += (rate - 1) * (rate - 1);
      }
    }

    assertThat(Math.sqrt(squares / COPIES / MARKERS)).isCloseTo(0.25, within(0.02));
  }

  @Test
  void withoutUnevennessCopiesAreEven() {
    assertThat(new Unevenness(0, 1, 7).moved(0.3)).isEqualTo(0.3);
  }
}
