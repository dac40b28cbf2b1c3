package io.tern.loadtest.scheduling.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FluidTest {
  private static final long STEP_MS = 1_000;

  /** A copy alone on its link, whose end gives it less than its own rate. */
  @Test
  void aLoneCopyTakesItsBytesOverItsRate() {
    Plant plant = plant(1);
    double[] capacity = new double[2 * plant.storages().size()];
    Arrays.fill(capacity, 100);
    Fluid fluid = new Fluid(plant);
    List<Long> ends = new ArrayList<>();

    fluid.step(0, STEP_MS, capacity, (ms, copy) -> ends.add(ms));
    fluid.join(0, 250_000, 1, 0, (ms, copy) -> ends.add(ms));
    for (long from = STEP_MS; from < 4 * STEP_MS; from += STEP_MS) {
      fluid.step(from, from + STEP_MS, capacity, (ms, copy) -> ends.add(ms));
    }

    assertThat(ends).hasSize(1);
    assertThat(ends.getFirst()).isCloseTo(2_500L, within(1L));
  }

  /** Copies join and leave at any time within steps; over time no end carries more than it can. */
  @Test
  void noEndCarriesMoreOverTimeThanItCan() {
    for (long seed = 1; seed <= 5; seed++) {
      new Churn(seed).run();
    }
  }

  private static Plant plant(long seed) {
    return PlantMaker.make(new Topology("small", 1, 3, 4, 0.6, 2, 1, 1), Physics.defaults(), seed);
  }

  /** Each copy that ends is followed by another somewhere. */
  private static final class Churn {
    private record Copy(int link, double bytes) {}

    private final long seed;
    private final SplittableRandom chance;
    private final Plant plant;
    private final Fluid fluid;
    private final double[] capacity;
    private final double[] carried;
    private final List<Copy> copies = new ArrayList<>();
    private final List<long[]> due = new ArrayList<>();

    Churn(long seed) {
      this.seed = seed;
      chance = new SplittableRandom(seed);
      plant = plant(seed);
      fluid = new Fluid(plant);
      capacity = chance.doubles(2L * plant.storages().size(), 1e3, 1e5).toArray();
      carried = new double[capacity.length];
    }

    void run() {
      int steps = 500;
      for (int step = 0; step < steps; step++) {
        step(step * STEP_MS, step);
      }
      for (int end = 0; end < capacity.length; end++) {
        double most = capacity[end] * (steps + 1) * STEP_MS;
        assertThat(carried[end]).as("seed %d: end %d", seed, end).isLessThan(most * 1.001);
      }
      assertThat(copies).as("seed %d", seed).hasSizeGreaterThan(500);
    }

    private void step(long from, int step) {
      fluid.step(from, from + STEP_MS, capacity, (ms, copy) -> due.add(new long[] {ms, copy}));
      if (step < 200) {
        join(from);
      }
      while (!due.isEmpty()) {
        due.sort((a, b) -> Long.compare(a[0], b[0]));
        if (due.getFirst()[0] >= from + STEP_MS) {
          return;
        }
        end(due.removeFirst());
      }
    }

    private void join(long now) {
      int link = chance.nextInt(plant.paths().size());
      double bytes = chance.nextDouble(1e5, 1e8);
      copies.add(new Copy(link, bytes));
      fluid.join(link, bytes, copies.size() - 1, now, (ms, copy) -> due.add(new long[] {ms, copy}));
    }

    private void end(long[] event) {
      Copy copy = copies.get((int) event[1]);
      fluid.leave(copy.link(), event[0]);
      carried[2 * plant.paths().get(copy.link()).source()] += copy.bytes();
      carried[2 * plant.paths().get(copy.link()).destination() + 1] += copy.bytes();
      join(event[0]);
    }
  }
}
