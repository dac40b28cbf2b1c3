package io.tern.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Share;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.Explanation;
import io.tern.schedule.Place;
import io.tern.schedule.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a pilot makes of a destination's word that it has no room. */
class RefusalsTest {
  private static final long BYTES = 1_000_000;
  private static final StorageName FULL = new StorageName("https://full");

  private final Scheduler scheduler = new Scheduler(Ceilings.defaults());
  private final Pilot pilot = new Pilot(scheduler);
  private final int oneWay = scheduler.link(new StorageName("https://a"), FULL);
  private final int otherWay = scheduler.link(new StorageName("https://b"), FULL);
  private final int cms = scheduler.share(new Share("cms", "production"));
  private final int cmsToo = scheduler.share(new Share("cms", "analysis"));
  private final int dune = scheduler.share(new Share("dune", "raw"));
  private int slots;

  RefusalsTest() {
    scheduler.poolCeiling(1_000);
  }

  private int wait(int link, int share) {
    scheduler.enqueue(slots, link, share, Urgency.of(3), BYTES, Place.LAST);
    return slots++;
  }

  private List<Integer> start(int link, int share, long nowMs) {
    List<Integer> started = new ArrayList<>();
    for (int slot = scheduler.next(); slot >= 0; slot = scheduler.next()) {
      pilot.started(slot, link, share, BYTES, nowMs);
      started.add(slot);
    }
    return started;
  }

  private void refuse(int slot, int link, int share, long nowMs) {
    Failure failure =
        new Failure(FailureClass.NO_SPACE, Side.DESTINATION, Phase.TRANSFER, true, "full");
    scheduler.release(link, share);
    pilot.failed(slot, failure, 0, nowMs);
  }

  @Test
  void nothingMoreOfTheVoStartsThereOnAnyLinkThoughOthersDo() {
    int first = wait(oneWay, cms);
    start(oneWay, cms, 0);
    wait(otherWay, cmsToo);
    int others = wait(oneWay, dune);

    refuse(first, oneWay, cms, 1_000);

    assertThat(start(oneWay, dune, 1_000)).containsExactly(others);
    assertThat(scheduler.explain(1))
        .isInstanceOfSatisfying(
            Explanation.NoSpace.class, why -> assertThat(why.destination()).isEqualTo(FULL));
    assertThat(pilot.finding(new Limit.AtStorage(FULL, Direction.INBOUND)))
        .hasValueSatisfying(finding -> assertThat(finding.refused()).isEqualTo(Set.of("cms")));
  }

  @Test
  void aShareThatIsSeenFirstAfterTheWordStandsBackToo() {
    int first = wait(oneWay, cms);
    start(oneWay, cms, 0);
    refuse(first, oneWay, cms, 1_000);

    wait(otherWay, scheduler.share(new Share("cms", "new")));

    assertThat(start(otherWay, cms, 1_000)).isEmpty();
  }

  @Test
  void oneIsLetInToSeeAndMoreWhenItIsTaken() {
    int first = wait(oneWay, cms);
    start(oneWay, cms, 0);
    for (int i = 0; i < 100; i++) {
      wait(oneWay, cms);
    }
    refuse(first, oneWay, cms, 1_000);
    pilot.tick(30_999);
    assertThat(start(oneWay, cms, 30_999)).isEmpty();

    pilot.tick(31_000);
    List<Integer> probe = start(oneWay, cms, 31_000);
    assertThat(probe).hasSize(1);
    pilot.moved(probe.getFirst(), 1, 36_000);

    assertThat(start(oneWay, cms, 36_000)).as("two are allowed, and one is there").hasSize(1);
  }

  @Test
  void allGoAgainWhenThereIsRoomAndLateWordsOfOldOnesChangeNothing() {
    int first = wait(oneWay, cms);
    start(oneWay, cms, 0);
    for (int i = 0; i < 15; i++) {
      wait(oneWay, cms);
    }
    refuse(first, oneWay, cms, 1_000);
    List<Integer> started = new ArrayList<>();
    for (int second = 31; second < 100; second++) {
      pilot.tick(1_000 * second);
      started.addAll(start(oneWay, cms, 1_000 * second));
      started.forEach(slot -> pilot.moved(slot, 1, 1_000));
    }
    assertThat(started).hasSize(15);
    refuse(started.getFirst(), oneWay, cms, 100_000);
    wait(oneWay, cms);

    pilot.done(started.getLast(), BYTES, 100_000);

    assertThat(start(oneWay, cms, 100_000)).isEmpty();
  }

  /** A log of decisions replays only if no order hangs on where objects lie in memory. */
  @Test
  void destinationsThatLetOneInAtTheSameTimeDoSoInTheOrderOfTheirWords() {
    List<Integer> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      StorageName source = new StorageName("https://a" + i);
      int link = scheduler.link(source, new StorageName("https://full" + i));
      int first = wait(link, cms);
      start(link, cms, 0);
      refuse(first, link, cms, 1_000);
      waiting.add(wait(link, cms));
    }

    pilot.tick(31_000);

    assertThat(start(oneWay, cms, 31_000)).containsExactlyElementsOf(waiting);
  }

  @Test
  void aFullDestinationIsNoBrokenOne() {
    for (int i = 0; i < 30; i++) {
      int slot = wait(oneWay, cms);
      pilot.started(slot, oneWay, cms, BYTES, 0);
      scheduler.withdraw(slot);
      scheduler.occupy(oneWay, cms);
      refuse(slot, oneWay, cms, 0);
    }
    int others = wait(oneWay, dune);

    assertThat(start(oneWay, dune, 1_000)).containsExactly(others);
  }
}
