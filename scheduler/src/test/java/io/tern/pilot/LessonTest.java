package io.tern.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.breaker.Breaker;
import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.job.Link;
import io.tern.job.Phase;
import io.tern.job.Share;
import io.tern.job.Side;
import io.tern.job.StorageName;
import io.tern.job.Urgency;
import io.tern.limit.Ceilings;
import io.tern.limit.Direction;
import io.tern.limit.Limit;
import io.tern.schedule.Place;
import io.tern.schedule.Scheduler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pilot writes down, and what the next one makes of it. */
class LessonTest {
  private static final StorageName A = new StorageName("davs://a");
  private static final StorageName B = new StorageName("davs://b");
  private static final Limit.AtStorage INTO_B = new Limit.AtStorage(B, Direction.INBOUND);
  private static final Limit.AtStorage OUT_OF_A = new Limit.AtStorage(A, Direction.OUTBOUND);
  private static final Limit.OnLink LINK = new Limit.OnLink(new Link(A, B));
  private static final long MB = 1_000_000;

  private final Scheduler scheduler = new Scheduler(Ceilings.defaults());
  private final Pilot pilot = new Pilot(scheduler);
  private final int link = scheduler.link(A, B);
  private final int share = scheduler.share(new Share("cms", "production"));
  private long nowMs;
  private int slots;

  private void copy(long bytesPerS, int seconds) {
    int slot = start();
    for (int s = 0; s < seconds; s += 5) {
      nowMs += 5_000;
      pilot.moved(slot, bytesPerS * (s + 5), nowMs);
      pilot.tick(nowMs);
    }
    pilot.done(slot, bytesPerS * seconds, nowMs);
    scheduler.release(link, share);
  }

  private int start() {
    scheduler.poolCeiling(1_000);
    scheduler.enqueue(slots, link, share, Urgency.of(3), 1_000 * MB, Place.LAST);
    slots++;
    int slot = scheduler.next();
    if (slot >= 0) {
      pilot.started(slot, link, share, 1_000 * MB, nowMs);
    }
    return slot;
  }

  private int places(StorageName storage, Direction direction) {
    return scheduler.atStorage(storage, direction).ceiling();
  }

  @Test
  void ofEachLimitThatCopiesCameByThereIsOneAndThenNoneUntilItChanges() {
    for (int i = 0; i < 60; i++) {
      copy(10 * MB, 60);
    }

    List<Lesson> first = pilot.lessons(100);
    assertThat(first).extracting(Lesson::limit).containsExactlyInAnyOrder(INTO_B, OUT_OF_A, LINK);
    assertThat(pilot.lessons(100)).isEmpty();
    copy(10 * MB, 60);
    assertThat(pilot.lessons(100)).as("all is as before").isEmpty();
  }

  @Test
  void whatDoesNotChangeIsToldAgainAfterHoursLestItGrowsOld() {
    for (int i = 0; i < 60; i++) {
      copy(10 * MB, 60);
    }
    pilot.lessons(100);

    nowMs += 6 * 3_600_000;
    copy(10 * MB, 60);

    assertThat(pilot.lessons(100))
        .extracting(Lesson::limit)
        .containsExactlyInAnyOrder(INTO_B, OUT_OF_A, LINK);
  }

  @Test
  void theyAreTakenInPieces() {
    for (int i = 0; i < 4; i++) {
      copy(10 * MB, 60);
    }

    assertThat(pilot.lessons(2)).hasSize(2);
    assertThat(pilot.lessons(2)).hasSize(1);
  }

  @Test
  void aLinksOwnSpeedIsWrittenDown() {
    for (int i = 0; i < 4; i++) {
      copy(10 * MB, 60);
    }

    assertThat(pilot.lessons(100))
        .filteredOn(Lesson.OfLink.class::isInstance)
        .singleElement()
        .satisfies(lesson ->
            assertThat(((Lesson.OfLink) lesson).bytesPerMs()).isBetween(9_000.0, 11_000.0));
  }

  @Test
  void anotherBeginsWithTheWindowThatWasFound() {
    pilot.begin(new Lesson.OfStorage(INTO_B, 120, false), 0);

    assertThat(places(B, Direction.INBOUND)).isEqualTo(120);
    assertThat(places(A, Direction.OUTBOUND)).isEqualTo(Pilot.FIRST_WINDOW);
    assertThat(pilot.finding(INTO_B).orElseThrow().window()).isEqualTo(120);
    assertThat(pilot.lessons(100)).as("what is written down already").isEmpty();
  }

  @Test
  void aStorageThatWasShutStaysShutUntilAProbeHasBeenServed() {
    pilot.begin(new Lesson.OfStorage(INTO_B, 120, true), 0);
    assertThat(places(B, Direction.INBOUND)).isZero();

    nowMs = Breaker.PROBE_EVERY_MS;
    pilot.tick(nowMs);
    assertThat(places(B, Direction.INBOUND)).isEqualTo(1);
    copy(10 * MB, 60);
    assertThat(places(B, Direction.INBOUND)).isGreaterThan(1);
  }

  @Test
  void thatAStorageIsShutIsWrittenDown() {
    Failure failure =
        new Failure(FailureClass.CONNECTION, Side.DESTINATION, Phase.TRANSFER, true, "refused");
    for (int i = 0; i < 40; i++) {
      int slot = start();
      nowMs += 1_000;
      pilot.tick(nowMs);
      if (slot >= 0) {
        pilot.failed(slot, failure, 0, nowMs);
        scheduler.release(link, share);
      }
    }

    assertThat(pilot.lessons(100))
        .filteredOn(lesson -> lesson.limit().equals(INTO_B))
        .allSatisfy(lesson -> assertThat(((Lesson.OfStorage) lesson).shut()).isTrue())
        .hasSize(1);
  }
}
