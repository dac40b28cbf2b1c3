package io.tern.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {
  private static final long MB = 1_000_000;
  private final Durations durations = new Durations();

  @Test
  void findsWhatACopyTakesBesidesItsBytesAndForThem() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      long size = random.nextInt(2_000) * MB;
      durations.sample(size, 5_000 + size / 100_000);
    }

    assertThat(durations.of(0)).isCloseTo(5_000, within(50.0));
    assertThat(durations.of(3_000 * MB)).isCloseTo(35_000, within(50.0));
    assertThat(durations.of(-1)).as("unknown: like the others").isBetween(10_000.0, 20_000.0);
  }

  @Test
  void filesOfOneSizeTellOfOthersInProportion() {
    for (int i = 0; i < 10; i++) {
      durations.sample(100 * MB, 2_000);
    }

    assertThat(durations.of(100 * MB)).isCloseTo(2_000, within(1e-6));
    assertThat(durations.of(200 * MB)).isCloseTo(4_000, within(1e-6));
  }

  @Test
  void largerFilesNeverTakeLessAndEmptyOnesNeverLessThanNone() {
    durations.sample(10 * MB, 9_000);
    durations.sample(1_000 * MB, 1_000);
    assertThat(durations.of(2_000 * MB)).isGreaterThanOrEqualTo(durations.of(MB));

    for (int i = 0; i < 200; i++) {
      durations.sample((100 + i) * MB, 10 * i * i);
    }
    assertThat(durations.of(0)).isNotNegative();
  }

  @Test
  void whatWasLongAgoIsForgotten() {
    for (int i = 0; i < 100; i++) {
      durations.sample(100 * MB, 60_000);
    }
    for (int i = 0; i < 200; i++) {
      durations.sample(100 * MB, 1_000);
    }

    assertThat(durations.of(100 * MB)).isLessThan(1_500);
  }

  @Test
  void filesWithoutBytesAreToldOfToo() {
    durations.sample(0, 300);

    assertThat(durations.of(0)).isEqualTo(300);
    assertThat(durations.of(MB)).isEqualTo(300);
  }
}
