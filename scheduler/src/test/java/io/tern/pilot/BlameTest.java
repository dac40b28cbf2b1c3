package io.tern.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is found to hold up copies; rates in bytes a millisecond, from seeds. */
class BlameTest {
  private static final double OWN_SPEED = 100_000;
  private static final int MARKER_MS = 5_000;
  private static final int COPIES = 20;
  private static final int JUDGEMENTS = 20;

  private final List<Flow> flows = new ArrayList<>();
  private final List<Dock> docks = new ArrayList<>();
  private final Random random = new Random(1);
  private long nowMs;

  /** A link with copies of a rate. */
  private record Flow(Road road, double rate) {}

  private Dock dock(String host, Direction direction) {
    Dock dock = new Dock(new StorageName("https://" + host), direction, new Window(16));
    docks.add(dock);
    return dock;
  }

  private Dock source(String host) {
    return dock(host, Direction.OUTBOUND);
  }

  private Dock destination(String host) {
    return dock(host, Direction.INBOUND);
  }

  private Road flow(Dock source, Dock destination, double speed, double rate) {
    Road road = new Road(flows.size(), source, destination, new Window(Integer.MAX_VALUE));
    road.speed.begin(speed, 0);
    road.appear();
    flows.add(new Flow(road, rate));
    return road;
  }

  private Road held(Dock source, Dock destination, double rate) {
    return flow(source, destination, OWN_SPEED, rate);
  }

  private Road free(Dock source, Dock destination, double rate) {
    return flow(source, destination, rate, rate);
  }

  private void judge() {
    for (int i = 0; i < JUDGEMENTS; i++) {
      nowMs += MARKER_MS;
      flows.forEach(this::mark);
      flows.forEach(flow -> flow.road.judged(nowMs));
      docks.forEach(Dock::look);
    }
  }

  private void mark(Flow flow) {
    for (int copy = 0; copy < COPIES; copy++) {
      double swing = 1 + 0.25 * random.nextGaussian();
      flow.road.flowed(Math.round(flow.rate * Math.max(0, swing) * MARKER_MS), MARKER_MS, nowMs);
    }
  }

  @Test
  void anEndThatHoldsUpManyLinksIsToBlameForEach() {
    Dock full = destination("full");
    List<Road> roads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      roads.add(held(source("s" + i), full, 40_000));
    }

    judge();

    assertThat(roads)
        .allSatisfy(road -> {
          assertThat(road.ofDestination()).isGreaterThan(0.8);
          assertThat(road.ofSource()).isLessThan(0.2);
        });
    assertThat(full.level.heldUp()).isBetween(4.0, 6.5);
  }

  /** What made windows of innocent storages shrink: most copies there are slow by themselves. */
  @Test
  void anEndWhoseFastestCopiesAreHeldUpElsewhereIsInnocent() {
    Dock innocent = destination("innocent");
    Dock full = source("full");
    Road road = held(full, innocent, 40_000);
    for (int i = 0; i < 5; i++) {
      free(source("slow" + i), innocent, 15_000);
      held(full, destination("d" + i), 40_000);
    }

    judge();

    assertThat(road.ofDestination()).isLessThan(0.25);
    assertThat(road.ofSource()).isGreaterThan(0.75);
  }

  @Test
  void anEndWhereAnotherCopyIsClearlyFasterIsInnocent() {
    Dock innocent = destination("innocent");
    Road road = held(source("full"), innocent, 40_000);
    free(source("other"), innocent, 90_000);

    judge();

    assertThat(road.ofDestination()).isZero();
    assertThat(road.ofSource()).isEqualTo(1);
  }

  @Test
  void twoEndsBetweenWhichNothingTellsAreBothToBlame() {
    Road road = held(source("one"), destination("other"), 40_000);

    judge();

    assertThat(road.ofSource()).isEqualTo(0.5);
    assertThat(road.ofDestination()).isEqualTo(0.5);
  }

  @Test
  void nobodyButTheLinkIsToBlameWhereBothEndsHaveFasterCopies() {
    Dock source = source("from");
    Dock destination = destination("to");
    Road road = held(source, destination, 40_000);
    free(source, destination("elsewhere"), 90_000);
    free(source("another"), destination, 90_000);

    judge();

    assertThat(road.ofSource()).isZero();
    assertThat(road.ofDestination()).isZero();
    assertThat(road.speed.bytesPerMs()).as("by and by it is known as slow").isLessThan(OWN_SPEED);
  }

  @Test
  void linksWithoutCopiesTellNothing() {
    Dock end = destination("end");
    Road slow = held(source("full"), end, 40_000);
    Road gone = free(source("other"), end, 90_000);
    judge();
    assertThat(slow.ofDestination()).isZero();

    flows.removeIf(flow -> flow.road == gone);
    gone.vanish();
    judge();

    assertThat(slow.ofDestination()).isBetween(0.4, 0.6);
  }
}
