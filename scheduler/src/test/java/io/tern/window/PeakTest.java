package io.tern.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakTest {
  private static final long JUDGED_MS = 8_000;

  private final Peak peak = new Peak();

  private void carries(double rate, int times) {
    for (int i = 0; i < times; i++) {
      peak.sample(rate, JUDGED_MS);
    }
  }

  @Test
  void isNotFullWhileLessIsCarriedThanLately() {
    carries(100, 10);
    carries(80, 10);

    assertThat(peak.isFull()).isFalse();
  }

  @Test
  void takesForFullWhatHasBeenAllThereIsForSomeMinutes() {
    carries(100, 10);
    carries(80, 40);

    assertThat(peak.isFull()).isTrue();
  }
}
