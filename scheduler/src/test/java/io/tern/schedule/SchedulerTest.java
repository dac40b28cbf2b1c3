package io.tern.schedule;

import static io.tern.schedule.Plant.storage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tern.job.Link;
import io.tern.job.Share;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.share.Weights;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final long GB = 1_000_000_000;
  private static final StorageName ANY = new StorageName("*");

  @Test
  void nothingStartsBeforeThePoolHasPlaces() {
    Scheduler scheduler = new Scheduler(Ceilings.defaults());
    int link = scheduler.link(storage("a"), storage("b"));
    int share = scheduler.share(new Share("cms", "user"));
    scheduler.enqueue(0, link, share, Urgency.of(3), -1, Place.LAST);

    assertThat(scheduler.next()).isEqualTo(-1);
    assertThat(scheduler.explain(0))
        .isInstanceOfSatisfying(
            Explanation.Full.class, full -> assertThat(full.limit()).isEqualTo(new Limit.Pool()));

    scheduler.poolCeiling(1);
    assertThat(scheduler.next()).isZero();
    assertThat(scheduler.isWaiting(0)).isFalse();
    assertThat(scheduler.explain(0)).isEqualTo(new Explanation.NotWaiting());
  }

  @Test
  void linksAndSharesKeepTheirIndices() {
    Scheduler scheduler = new Scheduler(Ceilings.defaults());

    int link = scheduler.link(storage("a"), storage("b"));
    int back = scheduler.link(storage("b"), storage("a"));

    assertThat(scheduler.link(storage("a"), storage("b"))).isEqualTo(link);
    assertThat(scheduler.link(back)).isEqualTo(new Link(storage("b"), storage("a")));
    assertThat(scheduler.links()).isEqualTo(2);
    assertThat(scheduler.share(scheduler.share(new Share("cms", "user"))))
        .isEqualTo(new Share("cms", "user"));
  }

  @Test
  void aShareStandsByWhatWaitsAndRunsOnAllLinks() {
    Scheduler scheduler = new Scheduler(Ceilings.defaults());
    scheduler.poolCeiling(2);
    scheduler.weights(Weights.of(Map.of(new Share("cms", "express"), 4.0)));
    int express = scheduler.share(new Share("cms", "express"));
    int other = scheduler.share(new Share("cms", "other"));
    int there = scheduler.link(storage("a"), storage("b"));
    int back = scheduler.link(storage("b"), storage("a"));
    for (int slot = 0; slot < 4; slot++) {
      scheduler.enqueue(slot, slot % 2 == 0 ? there : back, express, Urgency.of(3), 1, Place.LAST);
    }

    assertThat(IntStream.range(0, 3).map(i -> scheduler.next())).containsSubsequence(-1);
    assertThat(scheduler.standings())
        .containsExactly(
            new ShareStanding(scheduler.share(express), true, 4, 2, 2),
            new ShareStanding(scheduler.share(other), false, 1, 0, 0));
    scheduler.release(there, express);
    assertThat(scheduler.standings().getFirst().running()).isEqualTo(1);
  }

  @Test
  void aLinksWindowStaysBetweenItsFloorAndItsCeiling() {
    Link ab = new Link(storage("a"), storage("b"));
    Scheduler scheduler =
        new Scheduler(Ceilings.of(Map.of(new Limit.OnLink(ab), 8)).withFloors(Map.of(ab, 3)));
    int link = scheduler.link(ab.source(), ab.destination());

    scheduler.window(link, 1);
    assertThat(scheduler.onLink(link).ceiling()).isEqualTo(3);
    scheduler.window(link, 5);
    assertThat(scheduler.onLink(link).ceiling()).isEqualTo(5);
    scheduler.window(link, 100);
    assertThat(scheduler.onLink(link).ceiling()).isEqualTo(8);
    scheduler.ceilings(Ceilings.defaults());
    assertThat(scheduler.onLink(link).ceiling()).isEqualTo(100);
  }

  @Test
  void aLimitIsLookedAtWithoutBeingMadeKnown() {
    Link ab = new Link(storage("a"), storage("b"));
    Scheduler scheduler = new Scheduler(Ceilings.of(Map.of(new Limit.OnLink(ab), 8)));
    scheduler.firstWindows(16, 4);

    Room link = scheduler.room(new Limit.OnLink(ab));
    Room storage = scheduler.room(new Limit.AtStorage(ab.source(), Direction.OUTBOUND));

    assertThat(link).isEqualTo(new Room(0, 0, 0, false, 0, 4, 8, 4));
    assertThat(storage.places()).isEqualTo(16);
    assertThat(scheduler.find(ab)).isEmpty();
    assertThat(scheduler.links()).isZero();
    assertThat(scheduler.storages()).isEmpty();
  }

  @Test
  void whoWaitsIsCountedAtEachLimitOnItsWay() {
    Scheduler scheduler = new Scheduler(Ceilings.defaults());
    int share = scheduler.share(new Share("cms", "user"));
    int ab = scheduler.link(storage("a"), storage("b"));
    int cb = scheduler.link(storage("c"), storage("b"));
    scheduler.poolCeiling(10);
    scheduler.window(storage("b"), Direction.INBOUND, 1);
    IntStream.range(0, 3)
        .forEach(i -> scheduler.enqueue(i, ab, share, Urgency.of(3), -1, Place.LAST));
    scheduler.enqueue(3, cb, share, Urgency.of(3), -1, Place.LAST);
    scheduler.next();
    scheduler.next();

    Room into = scheduler.room(new Limit.AtStorage(storage("b"), Direction.INBOUND));
    Room out = scheduler.room(new Limit.AtStorage(storage("a"), Direction.OUTBOUND));
    Room link = scheduler.room(new Limit.OnLink(scheduler.link(ab)));

    assertThat(into.used()).isEqualTo(1);
    assertThat(into.waiting()).isEqualTo(3);
    assertThat(into.isFull()).isTrue();
    assertThat(into.isSought()).isTrue();
    assertThat(out.waiting()).isEqualTo(link.waiting()).isEqualTo(2);
    assertThat(out.isSought()).isFalse();
    assertThat(scheduler.find(scheduler.link(cb))).hasValue(cb);
  }

  @Test
  void noWindowHoldsUpMockCopies() {
    Scheduler scheduler = new Scheduler(Ceilings.defaults());
    StorageName mock = new StorageName("mock://a");
    int link = scheduler.link(mock, new StorageName("mock://b"));

    scheduler.firstWindows(2, 2);
    scheduler.window(link, 1);
    scheduler.window(mock, Direction.OUTBOUND, 0);

    assertThat(scheduler.onLink(link).ceiling()).isEqualTo(Ceilings.DEFAULT_LINK);
    assertThat(scheduler.atStorage(mock, Direction.OUTBOUND).ceiling())
        .isEqualTo(Ceilings.DEFAULT_STORAGE);
  }

  @Test
  void aClosedStorageKeepsWhatWaitsAndExplainsIt() {
    Plant plant = new Plant(Ceilings.defaults(), 1);
    int slot = plant.enqueue(plant.link("a", "b"), plant.share("user"), 3, GB);
    plant.scheduler.close(storage("a"), Direction.OUTBOUND);

    assertThat(plant.startAll()).isEmpty();
    assertThat(plant.scheduler.explain(slot))
        .isEqualTo(
            new Explanation.Closed(
                storage("a"),
                Direction.OUTBOUND,
                new Explanation.Standing(Urgency.of(3), 0, 1, new Share("atlas", "user"), 1)));

    plant.scheduler.open(storage("a"), Direction.OUTBOUND);
    assertThat(plant.startAll()).hasSize(1);
  }

  @Test
  void whatIsFoundRunningTakesPlacesAboveTheCeiling() {
    Plant plant = new Plant(oneOnEachLink(), 1);
    int link = plant.link("a", "b");
    int share = plant.share("user");
    plant.scheduler.occupy(link, share);
    plant.scheduler.occupy(link, share);
    int slot = plant.enqueue(link, share, 3, GB);

    assertThat(plant.startAll()).isEmpty();
    assertThat(plant.scheduler.onLink(link)).isEqualTo(new Occupancy(2, 0, 1));
    assertThat(plant.scheduler.explain(slot))
        .isInstanceOfSatisfying(
            Explanation.Full.class, full -> assertThat(full.used()).isEqualTo(2));

    plant.scheduler.release(link, share);
    assertThat(plant.startAll()).isEmpty();
    plant.scheduler.release(link, share);
    assertThat(plant.startAll()).hasSize(1);
  }

  @Test
  void whatWaitsForAFullLinkDelaysNoOther() {
    Plant plant = new Plant(oneOnEachLink(), 1);
    int share = plant.share("user");
    plant.enqueue(1_000, plant.link("a", "b"), share, 5, GB);
    plant.enqueue(1, plant.link("a", "c"), share, 1, GB);

    assertThat(plant.startAll()).hasSize(2);
  }

  @Test
  void raisedCeilingsTakeEffectAtOnce() {
    Plant plant = new Plant(oneOnEachLink(), 1);
    plant.enqueue(10, plant.link("a", "b"), plant.share("user"), 3, GB);
    plant.startAll();

    plant.scheduler.ceilings(Ceilings.defaults());

    assertThat(plant.startAll()).hasSize(9);
  }

  @Test
  void aPlaceIsKeptForNobodyWhoseSourceIsClosed() {
    Plant plant = meshWithAKeptPlace();

    for (int i = 0; i < 10; i++) {
      plant.scheduler.close(storage("s" + i), Direction.OUTBOUND);
    }

    assertThat(keptPlaces(plant)).isZero();
  }

  @Test
  void aPlaceIsKeptForNobodyWhoWaitsNoMore() {
    Plant plant = meshWithAKeptPlace();

    for (int slot = 0; slot < plant.transfers.size(); slot++) {
      if (plant.scheduler.isWaiting(slot)) {
        plant.scheduler.withdraw(slot);
      }
    }

    assertThat(keptPlaces(plant)).isZero();
  }

  @Test
  void aPlaceThatIsKeptIsNoneOnceTheWindowHasSunk() {
    Plant plant = meshWithAKeptPlace();

    for (int round = 0; round < 200; round++) {
      plant.endSome(1);
      int window = round % 2 == 0 ? 3 : 4;
      for (int i = 0; i < 10; i++) {
        plant.scheduler.window(storage("d" + i), Direction.INBOUND, window);
      }
      List<Occupancy> before = intoEach(plant);
      plant.startAll();
      List<Occupancy> after = intoEach(plant);

      assertThat(IntStream.range(0, 10))
          .as("round %d: %s, then %s", round, before, after)
          .allMatch(i -> after.get(i).used() <= Math.max(window, before.get(i).used()));
    }
  }

  private static List<Occupancy> intoEach(Plant plant) {
    return IntStream.range(0, 10)
        .mapToObj(i -> plant.scheduler.atStorage(storage("d" + i), Direction.INBOUND))
        .toList();
  }

  @Test
  void refusesASlotThatWaitsAlready() {
    Plant plant = new Plant(Ceilings.defaults(), 1);
    int link = plant.link("a", "b");
    int share = plant.share("user");
    int slot = plant.enqueue(link, share, 3, GB);

    assertThatThrownBy(
            () -> plant.scheduler.enqueue(slot, link, share, Urgency.of(3), GB, Place.LAST))
        .hasMessage("slot: 0 (expected: one that does not wait)");
    assertThat(plant.scheduler.waiting(link, share)).isEqualTo(1);
  }

  private static Ceilings oneOnEachLink() {
    return Ceilings.defaults().with(new Limit.OnLink(new Link(ANY, ANY)), 1);
  }

  private static Plant meshWithAKeptPlace() {
    Ceilings four =
        Ceilings.defaults()
            .with(new Limit.AtStorage(ANY, Direction.INBOUND), 4)
            .with(new Limit.AtStorage(ANY, Direction.OUTBOUND), 4);
    Plant plant = new Plant(four, 1);
    for (int i = 0; i < 100; i++) {
      plant.enqueue(400, plant.link("s" + i / 10, "d" + i % 10), plant.share("user"), 3, GB);
    }
    for (int rounds = 0; keptPlaces(plant) == 0; rounds++) {
      assertThat(rounds).as("rounds until a place is kept").isLessThan(10_000);
      plant.endSome(1);
      plant.startAll();
    }
    return plant;
  }

  private static int keptPlaces(Plant plant) {
    return intoEach(plant).stream().mapToInt(Occupancy::reserved).sum();
  }
}
