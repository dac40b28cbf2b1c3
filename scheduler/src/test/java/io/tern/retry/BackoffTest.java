package io.tern.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.job.FailureClass;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackoffTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final Backoff backoff = Backoff.defaults();

  @ParameterizedTest
  @EnumSource
  void isNeverBelowTheJobsDelayNorAQuarterAboveItsCap(FailureClass failure) {
    for (int retry = 1; retry < 100; retry++) {
      assertThat(backoff.delayMs(failure, 4711, retry, 5 * MINUTE))
          .isBetween(5 * MINUTE, 10 * HOUR);
      assertThat(backoff.delayMs(failure, 4711, retry, 24 * HOUR)).isBetween(24 * HOUR, 30 * HOUR);
    }
  }

  @Test
  void doublesWhileAStorageIsInTroubleUpToAnHour() {
    assertThat(delay(FailureClass.OVERLOADED, 1)).isBetween(MINUTE, MINUTE * 5 / 4);
    assertThat(delay(FailureClass.OVERLOADED, 2)).isBetween(2 * MINUTE, 2 * MINUTE * 5 / 4);
    assertThat(delay(FailureClass.OVERLOADED, 5)).isBetween(16 * MINUTE, 20 * MINUTE);
    assertThat(delay(FailureClass.OVERLOADED, 60)).isBetween(HOUR, HOUR * 5 / 4);
  }

  @Test
  void leavesAStorageWithoutSpaceAloneForHours() {
    assertThat(delay(FailureClass.NO_SPACE, 1)).isBetween(HOUR, HOUR * 5 / 4);
    assertThat(delay(FailureClass.NO_SPACE, 9)).isBetween(8 * HOUR, 10 * HOUR);
  }

  @Test
  void doesNotGrowWhereWaitingHelpsNothing() {
    assertThat(delay(FailureClass.CHECKSUM, 7)).isBetween(MINUTE, MINUTE * 5 / 4);
  }

  @Test
  void aJobThatAsksForNoDelayGetsTwoMinutes() {
    assertThat(backoff.delayMs(FailureClass.CHECKSUM, 1, 1, 0)).isBetween(120_000L, 150_000L);
  }

  @Test
  void whatFailsTogetherComesBackSpreadOutButTheSameEverywhere() {
    long[] delays =
        LongStream.range(0, 1_000)
            .map(id -> backoff.delayMs(FailureClass.CONNECTION, id, 1, 100 * MINUTE))
            .toArray();
    long early = LongStream.of(delays).filter(d -> d < 100 * MINUTE + 25 * MINUTE / 2).count();

    assertThat(LongStream.of(delays).distinct().count()).isGreaterThan(990);
    assertThat(early).as("in the first half of the jitter").isBetween(400L, 600L);
    assertThat(backoff.delayMs(FailureClass.CONNECTION, 17, 1, 100 * MINUTE)).isEqualTo(delays[17]);
  }

  @Test
  void refusesACapBelowItsFirstDelay() {
    assertThatThrownBy(() -> new Backoff(1, 5, 4)).hasMessageContaining("noSpaceCapMs: 4");
  }

  private long delay(FailureClass failure, int retry) {
    return backoff.delayMs(failure, 4711, retry, MINUTE);
  }
}
