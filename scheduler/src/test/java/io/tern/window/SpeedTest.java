package io.tern.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeedTest {
  private final Speed speed = new Speed();

  @Test
  void isTheFastestThatWasSeenNotTheMean() {
    speed.sample(100, false, 1_000);
    for (int i = 0; i < 100; i++) {
      speed.sample(50, false, 2_000);
    }

    assertThat(speed.bytesPerMs()).isBetween(99.0, 100.0);
  }

  @Test
  void followsASlowerLinkOnceBothEndsAreAtEase() {
    speed.sample(100, false, 1_000);
    for (int i = 0; i < 100; i++) {
      speed.sample(50, true, 2_000);
    }

    assertThat(speed.bytesPerMs()).isBetween(50.0, 51.0);
  }

  @Test
  void forgetsInHoursWhatCongestionMayHide() {
    speed.sample(100, false, 0);
    for (int hour = 1; hour <= 12; hour++) {
      speed.sample(50, false, hour * 3_600_000L);
    }

    assertThat(speed.bytesPerMs()).isBetween(50.0, 52.0);
  }
}
