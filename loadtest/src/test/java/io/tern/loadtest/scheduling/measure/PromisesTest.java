package io.tern.loadtest.scheduling.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Urgency;
import io.tern.loadtest.scheduling.policy.Request;
import org.junit.jupiter.api.Test;

class PromisesTest {
  private static final int STORAGE = 4;
  private final Promises promises = new Promises();

  private static Request request(long bytes, long deadlineMs) {
    return new Request(0, new int[] {1}, 2, 3, bytes, deadlineMs);
  }

  @Test
  void bytesInTimeCountOfThoseThatCouldBe() {
    promises.wanted(STORAGE, 2, 1_000, true);
    promises.wanted(STORAGE, 2, 2_000, false);
    promises.queued(STORAGE, request(30, 1_000));
    promises.queued(STORAGE, request(70, 1_000));
    promises.queued(STORAGE, request(500, 2_000));
    promises.queued(STORAGE, request(9, Urgency.NO_DEADLINE));

    promises.done(STORAGE, request(70, 1_000), 1_000);
    promises.done(STORAGE, request(30, 1_000), 1_001);
    promises.done(STORAGE, request(500, 2_000), 1_500);
    promises.done(STORAGE, request(9, Urgency.NO_DEADLINE), 1_500);

    assertThat(promises.kept()).isEqualTo(0.7);
  }

  @Test
  void whereNothingIsWantedByATimeNothingIsMissed() {
    promises.queued(STORAGE, request(9, Urgency.NO_DEADLINE));

    assertThat(promises.kept()).isEqualTo(1);
  }
}
