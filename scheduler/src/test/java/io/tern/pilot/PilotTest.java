package io.tern.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tern.job.Link;
import io.tern.job.StorageName;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The windows by what they bring: virtual seconds, all from seeds. */
class PilotTest {
  private static final int SEEDS = 3;
  private static final int START_UP_S = 120;
  private static final int MINUTES_5_S = 300;

  /** Five sources that could each fill the one destination several times over. */
  private static Sea hot(Ceilings ceilings, long seed) {
    Sea sea = new Sea(ceilings, seed);
    sea.storage("hot", 50);
    for (int i = 0; i < 5; i++) {
      sea.storage("t1-" + i, 400);
      sea.link("t1-" + i, "hot", 0.3 + 0.3 * i, 2e9, "prod");
    }
    return sea;
  }

  @Test
  void fillsAStorageWithinTwoMinutesAndCrowdsItNever() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Sea sea = hot(Ceilings.defaults(), seed);
      sea.run(START_UP_S);

      double carried = sea.carried(MINUTES_5_S);

      assertThat(carried).as("Gb/s with seed %d", seed).isGreaterThan(0.97 * 50);
      assertThat(sea.used("hot", Direction.INBOUND)).as("seed %d", seed).isLessThan(250);
    }
  }

  /** Five sources at ease, and a destination that takes some five hundred copies. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.25, 0.4})
  void ratesThatSwingAreNotTakenForCongestion(double unevenness) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Sea sea = new Sea(Ceilings.defaults(), seed);
      sea.unevenness = unevenness;
      sea.storage("wide", 300);
      for (int i = 0; i < 5; i++) {
        sea.storage("t1-" + i, 400);
        sea.link("t1-" + i, "wide", 0.3 + 0.2 * i, 2e9, "prod");
      }
      sea.run(2 * MINUTES_5_S);

      double carried = sea.carried(MINUTES_5_S);

      assertThat(carried).as("Gb/s with seed %d", seed).isGreaterThan(0.9 * 300);
      assertThat(sea.used("wide", Direction.INBOUND)).as("seed %d", seed).isLessThan(1_000);
    }
  }

  @Test
  void followsACapacityThatIsCutAndComesBackWithinAMinute() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Sea sea = hot(Ceilings.defaults(), seed);
      sea.run(MINUTES_5_S);
      sea.storage("hot", 25);
      sea.run(MINUTES_5_S);
      int narrow = sea.used("hot", Direction.INBOUND);
      sea.storage("hot", 50);
      sea.run(60);

      assertThat(narrow).as("seed %d", seed).isLessThan(125);
      assertThat(sea.carried(60)).as("seed %d", seed).isGreaterThan(0.95 * 50);
    }
  }

  @Test
  void judgementsAreCountedByWhatBecameOfTheWindow() {
    Sea sea = hot(Ceilings.defaults(), 1);
    sea.run(START_UP_S);
    long grown = sea.pilot.judged(Decision.GROWN);
    long shrunk = sea.pilot.judged(Decision.SHRUNK);
    sea.storage("hot", 10);
    sea.run(60);

    assertThat(grown).as("from 16 places to what fills the storage").isPositive();
    assertThat(sea.pilot.judged(Decision.SHRUNK)).as("after the cut").isGreaterThan(shrunk);
    assertThat(sea.pilot.judged(Decision.HELD)).as("links hold nothing up").isPositive();
  }

  @Test
  void failuresThatAreAroundAlwaysCostTheirBytesAndNoMore() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Sea sea = hot(Ceilings.defaults(), seed);
      sea.ambient.put("hot", 0.1);
      sea.run(START_UP_S);

      assertThat(sea.carried(MINUTES_5_S)).as("seed %d", seed).isGreaterThan(0.97 * 50);
    }
  }

  @Test
  void aBlackHoleSwallowsAHundredAttemptsAndThenAProbeEachHalfMinute() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Sea sea = hot(Ceilings.defaults(), seed);
      sea.storage("other", 50);
      sea.link("t1-0", "other", 0.5, 2e9, "prod");
      sea.run(MINUTES_5_S);
      sea.hole = "hot";
      sea.run(MINUTES_5_S);

      assertThat(sea.doomed).as("seed %d", seed).isLessThanOrEqualTo(100 + MINUTES_5_S / 30);
      assertThat(sea.carried(60)).as("to the other, seed %d", seed).isGreaterThan(0.9 * 50);

      sea.hole = "";
      sea.run(MINUTES_5_S);
      assertThat(sea.carried(60)).as("to both, seed %d", seed).isGreaterThan(0.85 * 100);
    }
  }

  @Test
  void smallFilesAreNotTakenForCongestion() {
    Sea sea = new Sea(Ceilings.defaults(), 1);
    sea.storage("from", 400);
    sea.storage("to", 400);
    sea.link("from", "to", 1, 50e6, "prod");
    sea.link("from", "to", 1, 50e6, "analysis");

    sea.run(MINUTES_5_S);

    assertThat(sea.window("to", Direction.INBOUND)).isGreaterThan(100);
  }

  @Test
  void neverGoesAboveAConfiguredCeiling() {
    Ceilings ceilings =
        Ceilings.defaults().with(new Limit.AtStorage(Sea.name("hot"), Direction.INBOUND), 20);
    Sea sea = hot(ceilings, 1);

    for (int i = 0; i < 60; i++) {
      sea.run(5);
      assertThat(sea.used("hot", Direction.INBOUND)).isLessThanOrEqualTo(20);
    }
  }

  @Test
  void tellsHowFastACopyOnALinkIsOnceItKnows() {
    Crawl crawl = new Crawl(7);
    Link link = new Link(new StorageName("https://a"), new StorageName("https://b"));
    crawl.copy("a", "b", 1e6);

    crawl.run(5);
    assertThat(crawl.pilot.speed(link)).isEmpty();

    crawl.run(60);
    assertThat(crawl.pilot.speed(link).orElseThrow()).isCloseTo(1_000, withinPercentage(10));
  }
}
