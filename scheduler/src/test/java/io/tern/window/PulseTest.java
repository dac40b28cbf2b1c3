package io.tern.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PulseTest {
  private final Pulse pulse = new Pulse();

  @Test
  void knowsNothingUntilACopyHasFlowed() {
    assertThat(pulse.isHeard()).isFalse();
    assertThat(pulse.rate()).isZero();
    assertThat(pulse.doubt()).isEqualTo(0.25);
  }

  @Test
  void isTheMeanOfCopiesByTheTimeTheyFlowed() {
    pulse.add(10_000, 5_000);
    pulse.add(60_000, 5_000);

    assertThat(pulse.rate()).isEqualTo(7);
  }

  @Test
  void isTheSurerTheMoreMarkersItIsMadeOf() {
    for (int i = 0; i < 25; i++) {
      pulse.add(10_000, 5_000);
    }

    assertThat(pulse.doubt()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void followsWhatIsNewWithinTwoJudgements() {
    pulse.add(50_000, 5_000);
    for (int i = 0; i < 2; i++) {
      pulse.fade();
      pulse.add(10_000, 5_000);
    }

    assertThat(pulse.rate()).isBetween(2.0, 3.0);
  }
}
