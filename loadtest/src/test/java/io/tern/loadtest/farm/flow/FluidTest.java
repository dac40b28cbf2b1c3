package io.tern.loadtest.farm.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FluidTest {
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  private final VirtualTimeline time = new VirtualTimeline();
  private final Fluid fluid = new Fluid(time);
  private final List<String> reached = new ArrayList<>();

  private Flow start(String name, Pipe from, Pipe to, double ceiling, long target) {
    return start(name, List.of(from, to), ceiling, target);
  }

  private Flow start(String name, List<Pipe> way, double ceiling, long target) {
    Flow flow = new Flow(way, ceiling, target, () -> reached.add(name));
    fluid.start(flow);
    return flow;
  }

  @Test
  void aFlowThatNothingHoldsBackArrivesAtOnce() {
    Flow flow = start("a", new Pipe(UNBOUNDED), new Pipe(UNBOUNDED), UNBOUNDED, 1 << 30);

    assertThat(reached).containsExactly("a");
    assertThat(flow.moved(time.nowNanos())).isEqualTo(1 << 30);
    assertThat(time.pending()).isZero();
  }

  @Test
  void theNarrowestOfSourceDestinationAndCeilingSetsTheRate() {
    Flow bySource = start("s", new Pipe(100), new Pipe(1000), UNBOUNDED, 10_000);
    Flow byDestination = start("d", new Pipe(1000), new Pipe(200), UNBOUNDED, 10_000);
    Flow byCeiling = start("c", new Pipe(1000), new Pipe(1000), 50, 10_000);

    time.passMs(10_000);

    assertThat(bySource.moved(time.nowNanos())).isEqualTo(1000);
    assertThat(byDestination.moved(time.nowNanos())).isEqualTo(2000);
    assertThat(byCeiling.moved(time.nowNanos())).isEqualTo(500);
  }

  @Test
  void flowsThroughOnePipeShareItEvenlyAndTheSurvivorSpeedsUp() {
    Pipe from = new Pipe(1000);
    start("short", from, new Pipe(UNBOUNDED), UNBOUNDED, 1000);
    Flow lasting = start("long", from, new Pipe(UNBOUNDED), UNBOUNDED, 3000);

    time.passMs(2_100);
    assertThat(reached).containsExactly("short");
    assertThat(lasting.moved(time.nowNanos())).isCloseTo(1080, within(30L));

    time.passMs(2_000);
    assertThat(reached).containsExactly("short", "long");
  }

  @Test
  void aLinkIsSharedByItsFlowsAloneAndByThoseThatComeLater() {
    Pipe from = new Pipe(UNBOUNDED);
    Pipe to = new Pipe(UNBOUNDED);
    Pipe link = new Pipe(100);
    start("first", List.of(from, link, to), UNBOUNDED, 300);
    time.passMs(2_000);
    Flow second = start("second", List.of(from, link, to), UNBOUNDED, 1000);
    Flow beside = start("beside", from, to, 400, 10_000);

    time.passMs(2_100);
    assertThat(reached).containsExactly("first");
    assertThat(second.moved(time.nowNanos())).isCloseTo(110, within(5L));
    assertThat(beside.moved(time.nowNanos())).isEqualTo(840);
  }

  @Test
  void noMoreThanTheCapacityFlowsHoweverManyCopiesThereAre() {
    Pipe from = new Pipe(1_000_000);
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      flows.add(start("f" + i, from, new Pipe(UNBOUNDED), UNBOUNDED, 1 << 30));
    }
    time.passMs(20);
    long before = sum(flows);

    time.passMs(10_000);

    assertThat(sum(flows) - before).isCloseTo(10_000_000, within(2000L));
  }

  private long sum(List<Flow> flows) {
    return flows.stream().mapToLong(flow -> flow.moved(time.nowNanos())).sum();
  }

  @Test
  void aStoppedFlowNeverArrivesAndKeepsWhatItMoved() {
    Flow flow = start("a", new Pipe(100), new Pipe(UNBOUNDED), UNBOUNDED, 1000);
    time.passMs(5_000);

    fluid.stop(flow);
    time.passMs(60_000);

    assertThat(reached).isEmpty();
    assertThat(flow.moved(time.nowNanos())).isEqualTo(500);
    assertThat(time.pending()).isZero();
  }

  @Test
  void capacityZeroHaltsAndALaterCapacityLetsItGoOn() {
    Pipe from = new Pipe(100);
    Flow flow = start("a", from, new Pipe(UNBOUNDED), UNBOUNDED, 1000);
    time.passMs(5_000);

    fluid.capacity(from, 0);
    time.passMs(60_000);
    assertThat(flow.moved(time.nowNanos())).isEqualTo(500);

    fluid.capacity(from, UNBOUNDED);
    assertThat(reached).containsExactly("a");
  }
}
