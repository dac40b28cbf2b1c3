package io.tern.loadtest.scheduling.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The inputs of FTS3's optimizer, worked by hand. */
class LinkHistoryTest {
  private static final long NOW_MS = 3_600_000;

  private final LinkHistory history = new LinkHistory();

  /** Copies of 20 s: a window of 5 min, of which the first copy lies outside. */
  @Test
  void shortCopiesAreLookedAtOverFiveMinutes() {
    copied(NOW_MS - 400_000, 20_000, 3_000_000_000L);
    copied(NOW_MS - 200_000, 20_000, 3_000_000_000L);

    Optimizer.Sight sight = history.sight(7, NOW_MS);

    assertThat(sight.throughput()).isEqualTo(3e9 / 300);
    assertThat(sight.meanSize()).isEqualTo(3e9);
    assertThat(sight.queue()).isEqualTo(7);
  }

  /**
   * Copies of 100 s: a window of 15 min; the first began before it and counts with what is inside.
   */
  @Test
  void aCopyThatBeganBeforeTheWindowCountsWithItsRate() {
    copied(NOW_MS - 950_000, 100_000, 1_000_000_000L);

    assertThat(history.sight(0, NOW_MS).throughput()).isEqualTo(1e9 / 100 * 50 / 900);
  }

  /** Nothing has ended: 30 min. 60 s under way at 10 MB/s, in whole bytes a second. */
  @Test
  void whatIsActiveCountsWithItsRateSoFar() {
    LinkHistory.moved(history.started(4_000_000_000L, NOW_MS - 60_000), 600_000_000);

    assertThat(history.sight(0, NOW_MS).throughput()).isEqualTo(6e8 / 1800);
    assertThat(history.active()).isEqualTo(1);
  }

  @Test
  void successIsRoundedUpAndLeavesOutWhatIsNotRecoverable() {
    copied(NOW_MS - 100_000, 20_000, 1);
    copied(NOW_MS - 100_000, 20_000, 1);
    failed(true);
    failed(false);

    assertThat(history.sight(0, NOW_MS).success()).isEqualTo(67);
  }

  @Test
  void withoutAnEndSuccessIsComplete() {
    assertThat(history.sight(0, NOW_MS).success()).isEqualTo(100);
  }

  private void copied(long startMs, long tookMs, long size) {
    history.ended(history.started(size, startMs), true, true, startMs + tookMs);
  }

  private void failed(boolean recoverable) {
    history.ended(history.started(1, NOW_MS - 90_000), false, recoverable, NOW_MS - 80_000);
  }
}
