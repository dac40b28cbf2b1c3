package io.tern.schedule;

import static io.tern.schedule.Plant.fraction;
import static io.tern.schedule.Plant.storage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.Plant.Transfer;
import io.tern.share.Cost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FairnessTest {
  private static final long GB = 1_000_000_000;
  private static final Offset<Double> TOLERANCE = within(0.02);

  private final Ceilings hot =
      Ceilings.defaults().with(new Limit.AtStorage(storage("hot"), Direction.INBOUND), 50);

  @ParameterizedTest(name = "{0} links, {1} ends at a time")
  @CsvSource({"30,1", "30,7", "30,50", "3,1", "3,50", "1,1", "1,50"})
  void aHotStorageIsDividedByWeightAcrossLinks(int links, int batch) {
    Plant plant = new Plant(hot, 1);
    plant.weigh("production", 70, "user", 20, "test", 10);
    int[] shares = {plant.share("production"), plant.share("user"), plant.share("test")};
    for (int share : shares) {
      for (int i = 0; i < links; i++) {
        plant.enqueue(20_000 / links, plant.link("s" + i, "hot"), share, 3, GB);
      }
    }

    List<Transfer> started = plant.run(10_000, batch);

    assertThat(fraction(started, shares[0])).isCloseTo(0.7, TOLERANCE);
    assertThat(fraction(started, shares[1])).isCloseTo(0.2, TOLERANCE);
    assertThat(fraction(started, shares[2])).isCloseTo(0.1, TOLERANCE);
  }

  @ParameterizedTest(name = "{0} ends at a time")
  @ValueSource(ints = {1, 10, 50})
  void aShareOnOneLinkIsNotOutnumberedByAShareOnMany(int batch) {
    Plant plant = new Plant(hot, 2);
    plant.weigh("production", 70, "user", 30, "test", 1);
    int production = plant.share("production");
    int user = plant.share("user");
    plant.enqueue(10_000, plant.link("s0", "hot"), production, 3, GB);
    for (int i = 0; i < 50; i++) {
      plant.enqueue(200, plant.link("s" + i, "hot"), user, 3, GB);
    }

    List<Transfer> started = plant.run(5_000, batch);

    assertThat(fraction(started, production)).isCloseTo(0.7, TOLERANCE);
  }

  @Test
  void thePoolIsDividedByWeightWhenItIsWhatIsScarce() {
    Plant plant = new Plant(Ceilings.defaults(), 3);
    plant.scheduler.poolCeiling(40);
    plant.weigh("production", 70, "user", 20, "test", 10);
    int[] shares = {plant.share("production"), plant.share("user"), plant.share("test")};
    for (int i = 0; i < 20; i++) {
      for (int share : shares) {
        plant.enqueue(1_000, plant.link("s" + i, "d" + i), share, 3, GB);
      }
    }

    List<Transfer> started = plant.run(5_000, 3);

    assertThat(fraction(started, shares[0])).isCloseTo(0.7, TOLERANCE);
    assertThat(fraction(started, shares[2])).isCloseTo(0.1, TOLERANCE);
  }

  @Test
  void aHotSourceIsDividedByWeightThoughTheDestinationsAreFree() {
    Limit limit = new Limit.AtStorage(storage("hot"), Direction.OUTBOUND);
    Plant plant = new Plant(Ceilings.defaults().with(limit, 50), 4);
    plant.weigh("production", 70, "user", 20, "test", 10);
    int[] shares = {plant.share("production"), plant.share("user"), plant.share("test")};
    for (int i = 0; i < 20; i++) {
      for (int share : shares) {
        plant.enqueue(1_000, plant.link("hot", "d" + i), share, 3, GB);
      }
    }

    List<Transfer> started = plant.run(5_000, 5);

    assertThat(fraction(started, shares[0])).isCloseTo(0.7, TOLERANCE);
    assertThat(fraction(started, shares[2])).isCloseTo(0.1, TOLERANCE);
  }

  @Test
  void largeFilesCostTheirShareMoreThanSmallOnes() {
    Plant plant = new Plant(hot, 5);
    int large = plant.share("large");
    int small = plant.share("small");
    plant.enqueue(10_000, plant.link("a", "hot"), large, 3, 4 * GB - Cost.MOST_OVERHEAD_BYTES);
    plant.enqueue(10_000, plant.link("b", "hot"), small, 3, GB - Cost.MOST_OVERHEAD_BYTES);

    List<Transfer> started = plant.run(5_000, 5);

    assertThat(fraction(started, large))
        .as("4 GB against 1 GB, set-up included")
        .isCloseTo(0.2, TOLERANCE);
  }

  @Test
  void aPlaceCostsLittleWhereCopiesAreSlow() {
    Plant plant = new Plant(hot, 5);
    int large = plant.share("large");
    int small = plant.share("small");
    plant.enqueue(10_000, plant.link("a", "hot"), large, 3, 40_000_000);
    plant.enqueue(10_000, plant.link("b", "hot"), small, 3, 5_000_000);
    plant.scheduler.speed(plant.link("a", "hot"), 500);
    plant.scheduler.speed(plant.link("b", "hot"), 500);

    List<Transfer> started = plant.run(5_000, 5);

    assertThat(fraction(started, large)).as("40.2 MB against 5.2").isCloseTo(0.114, TOLERANCE);
  }

  @Test
  void filesWhoseSizeIsFoundOutLateCostTheirShareAsMuch() {
    Plant plant = new Plant(hot, 5);
    int large = plant.share("large");
    int small = plant.share("small");
    plant.enqueue(10_000, plant.link("a", "hot"), large, 3, -1);
    plant.enqueue(10_000, plant.link("b", "hot"), small, 3, -1);
    List<Transfer> started = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      List<Transfer> now = plant.run(1, 5);
      now.forEach(one ->
          plant.scheduler.sized(one.link(), one.share(), one.share() == large ? 4 * GB : GB));
      started.addAll(now);
    }

    assertThat(fraction(started, large)).as("4 GB against 1 GB").isCloseTo(0.2, TOLERANCE);
  }

  @Test
  void anIdleShareBanksNoCredit() {
    Plant plant = new Plant(hot, 6);
    int busy = plant.share("busy");
    int late = plant.share("late");
    plant.enqueue(10_000, plant.link("a", "hot"), busy, 3, GB);
    plant.enqueue(10, plant.link("b", "hot"), late, 3, GB);
    plant.run(5_000, 5);

    plant.enqueue(2_000, plant.link("b", "hot"), late, 3, GB);
    plant.endSome(5);
    List<Transfer> started = plant.run(400, 5);

    assertThat(fraction(started, late)).isCloseTo(0.5, TOLERANCE);
  }

  @Test
  void inAShareTheHigherPriorityGoesFirstAcrossLinks() {
    Plant plant = new Plant(hot, 7);
    int share = plant.share("production");
    for (int i = 0; i < 10; i++) {
      plant.enqueue(1_000, plant.link("s" + i, "hot"), share, 3, GB);
    }
    plant.run(500, 5);

    plant.enqueue(60, plant.link("urgent", "hot"), share, 5, GB);
    plant.enqueue(60, plant.link("s3", "hot"), share, 4, GB);
    plant.endSome(50);
    plant.startAll();
    plant.endSome(50);
    List<Transfer> started = plant.startAll();

    assertThat(started).extracting(Transfer::priority).filteredOn(p -> p == 3).isEmpty();
    assertThat(started.subList(0, 9)).allMatch(t -> t.priority() == 5);
  }

  @Test
  void aNewcomerStandsBehindThoseWhoWaitThoughHisShareHasRunLess() {
    Plant plant = new Plant(hot, 8);
    int old = plant.share("old");
    plant.enqueue(60, plant.link("a", "hot"), old, 3, GB);
    plant.startAll();

    int newcomer = plant.share("new");
    plant.enqueue(plant.link("b", "hot"), newcomer, 5, GB);
    plant.endSome(1);

    assertThat(plant.startAll()).extracting(Transfer::share).containsExactly(old);
    plant.endSome(1);
    assertThat(plant.startAll()).extracting(Transfer::share).containsExactly(newcomer);
  }

  /** Every link saturated at both ends is the hardest case: both must be free at once. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void noLinkStarvesInAMeshThatIsSaturatedAtBothEnds(long seed) {
    Ceilings four =
        Ceilings.defaults()
            .with(new Limit.AtStorage(new StorageName("*"), Direction.INBOUND), 4)
            .with(new Limit.AtStorage(new StorageName("*"), Direction.OUTBOUND), 4);
    Plant plant = new Plant(four, seed);
    int share = plant.share("production");
    for (int source = 0; source < 10; source++) {
      for (int destination = 0; destination < 10; destination++) {
        plant.enqueue(400, plant.link("s" + source, "d" + destination), share, 3, GB);
      }
    }

    List<Transfer> started = plant.run(15_000, 1);

    Map<Integer, Integer> perLink = new HashMap<>();
    started.forEach(t -> perLink.merge(t.link(), 1, Integer::sum));
    assertThat(perLink).hasSize(100);
    assertThat(perLink.values()).as("150 each on average, seed %d", seed).allMatch(n -> n >= 75);
  }

  /** Wherever a place is free for it, others have all at its other end: each start waits twice. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aShareOnOneLinkThatIsFullAtBothEndsGetsMostOfItsPart(long seed) {
    Plant plant = new Plant(twentyAtEachEnd(), seed);
    int wide = plant.share("wide");
    int narrow = plant.share("narrow");
    int link = plant.link("s0", "d0");
    for (int source = 0; source < 10; source++) {
      for (int destination = 0; destination < 10; destination++) {
        plant.enqueue(1_000, plant.link("s" + source, "d" + destination), wide, 3, GB);
      }
    }
    plant.enqueue(5_000, link, narrow, 3, GB);

    List<Transfer> started = plant.run(20_000, 1);

    long atTheSource = started.stream().filter(t -> plant.isFrom("s0", t)).count();
    long its = started.stream().filter(t -> t.share() == narrow).count();
    assertThat((double) its / atTheSource)
        .as("half is its part, seed %d", seed)
        .isBetween(0.25, 0.5);
  }

  /**
   * What has no deadline could go elsewhere at once, while this lacks now one end, now the other.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aShareSpendsItsTurnsOnWhatIsWantedByATimeThoughBothEndsAreFull(long seed) {
    Plant plant = new Plant(twentyAtEachEnd(), seed);
    int own = plant.share("own");
    int others = plant.share("others");
    for (int source = 0; source < 10; source++) {
      for (int destination = 0; destination < 10; destination++) {
        int link = plant.link("s" + source, "d" + destination);
        plant.enqueue(1_000, link, own, 3, GB);
        plant.enqueue(1_000, link, others, 3, GB);
      }
    }
    int wanted = plant.link("s0", "d0");
    for (int i = 0; i < 5_000; i++) {
      plant.enqueue(wanted, own, new Urgency(3, 1_000), GB);
    }

    List<Transfer> started = plant.run(20_000, 1);

    List<Transfer> into =
        started.stream().filter(t -> t.share() == own && plant.isInto("d0", t)).toList();
    long inTime = into.stream().filter(t -> t.link() == wanted).count();
    assertThat((double) inTime / into.size()).as("seed %d", seed).isGreaterThan(0.8);
  }

  /** A place carries a tenth on the one, and the share's places go to the other. */
  @Test
  void whatIsWantedByOneTimeComesToAnEndTogether() {
    Plant plant = new Plant(hot, 9);
    int share = plant.share("production");
    int slow = plant.link("slow", "hot");
    int fast = plant.link("fast", "hot");
    plant.scheduler.worth(slow, 0.01);
    for (int i = 0; i < 300; i++) {
      plant.enqueue(slow, share, new Urgency(3, 1_000), GB);
    }
    for (int i = 0; i < 900; i++) {
      plant.enqueue(fast, share, new Urgency(3, 1_000), GB);
    }

    List<Transfer> started = plant.run(600, 1);

    long itsOwn = started.stream().filter(t -> t.link() == slow).count();
    assertThat(itsOwn / 600.0).as("a quarter is its part").isCloseTo(0.25, TOLERANCE);
  }

  private static Ceilings twentyAtEachEnd() {
    StorageName any = new StorageName("*");
    return Ceilings.defaults()
        .with(new Limit.AtStorage(any, Direction.INBOUND), 20)
        .with(new Limit.AtStorage(any, Direction.OUTBOUND), 20);
  }
}
