package io.tern.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FireTimesTest {
  private static final int SAMPLES = 10_000;

  private static long[] first(FireTimes times) {
    return LongStream.generate(times::nextNanos).limit(SAMPLES).toArray();
  }

  @Test
  void evenTimesDoNotDrift() {
    long[] times = first(FireTimes.constant(3));
    assertThat(times[0]).isZero();
    assertThat(times[9_999]).isEqualTo(3_333L * 1_000_000_000);
  }

  @Test
  void poissonTimesNeverGoBackAndAreTheSameForTheSameSeed() {
    long[] times = first(FireTimes.poisson(1000, 7));
    assertThat(times).isSorted().isEqualTo(first(FireTimes.poisson(1000, 7)));
    assertThat(times).isNotEqualTo(first(FireTimes.poisson(1000, 8)));
  }

  /** Kolmogorov-Smirnov against 1 - exp(-rate t), at the 0.1 % level. */
  @Test
  void poissonGapsAreExponential() {
    long[] times = first(FireTimes.poisson(1000, 7));
    double[] gaps = new double[SAMPLES - 1];
    for (int i = 1; i < SAMPLES; i++) {
      gaps[i - 1] = (times[i] - times[i - 1]) / 1e9;
    }
    Arrays.sort(gaps);
    double distance = 0;
    for (int i = 0; i < gaps.length; i++) {
      double expected = 1 - Math.exp(-1000 * gaps[i]);
      distance = Math.max(distance, Math.abs(expected - (double) i / gaps.length));
    }
    assertThat(distance).isLessThan(1.95 / Math.sqrt(SAMPLES));
  }

  @Test
  void aRateThatIsNotPositiveIsRefused() {
    assertThatThrownBy(() -> FireTimes.constant(0)).hasMessageContaining("rate: 0.0");
  }
}
