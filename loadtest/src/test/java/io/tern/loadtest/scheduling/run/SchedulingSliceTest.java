package io.tern.loadtest.scheduling.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.loadtest.scheduling.measure.Score;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.trace.Traces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the benchmark that runs with every change: set S, an hour, one seed. */
@Tag("full")
class SchedulingSliceTest {
  private static final long SEED = 1;
  private static final long HOUR_MS = 3_600_000;

  @ParameterizedTest
  @ValueSource(strings = {"T2", "T7"})
  void oursUsesMoreOfTheNetworkThanFts3AsItShips(String trace) {
    Runner runner =
        new Runner(
            PlantMaker.make(Topology.S, Physics.defaults(), SEED), Traces.of(trace), HOUR_MS);

    Score ours = runner.run("ours");
    Score fts3 = runner.run("fts3");

    assertThat(fts3.goodputB1()).isBetween(0.3, 0.7);
    assertThat(ours.goodputB1()).isBetween(fts3.goodputB1(), 1.0);
  }
}
