package io.tern.loadtest.scheduling.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.Failure;
import io.tern.job.FailureClass;
import io.tern.loadtest.scheduling.bound.Solutions;
import io.tern.loadtest.scheduling.measure.Score;
import io.tern.loadtest.scheduling.plant.Physics;
import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.plant.PlantMaker;
import io.tern.loadtest.scheduling.plant.Topology;
import io.tern.loadtest.scheduling.trace.Traces;
import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RunnerTest {
  private static final long SEED = 3;
  private static final long MINUTES_MS = 60_000;
  private static final Topology SMALL = new Topology("small", 1, 3, 4, 0.6, 2, 1, 0.2);

  private static Plant plant;
  private static Runner saturated;

  @BeforeAll
  static void make() throws IOException {
    plant = PlantMaker.make(SMALL, Physics.defaults(), SEED);
    saturated = new Runner(plant, Traces.of("T7"), 12 * MINUTES_MS, Solutions.unkept());
  }

  @ParameterizedTest
  @FieldSource("io.tern.loadtest.scheduling.run.Policies#NAMES")
  void noPolicyMovesMoreThanThePhysicalBoundAndAllMoveSomething(String policy) {
    Score score = saturated.run(policy);

    assertThat(score.goodputB1()).isBetween(0.02, 1.0);
    assertThat(score.goodputB2()).isGreaterThan(score.goodputB1() - 1e-9);
    assertThat(score.files()).isPositive();
    assertThat(score.failures()).isPositive();
  }

  @Test
  void theInformedOracleComesCloseToTheBound() {
    assertThat(saturated.run("oracle").goodputB1()).isGreaterThan(0.85);
  }

  @ParameterizedTest
  @FieldSource("io.tern.loadtest.scheduling.trace.Traces#NAMES")
  void everyTraceRuns(String trace) throws IOException {
    Score score =
        new Runner(plant, Traces.of(trace), 8 * MINUTES_MS, Solutions.unkept()).run("oracle");

    assertThat(score.files()).isPositive();
    assertThat(score.goodputB1()).isBetween(0.001, 1.0);
  }

  @Test
  void attemptsIntoABlackHoleAreCountedAsDoomed() throws IOException {
    Score score =
        new Runner(plant, Traces.of("T8"), 12 * MINUTES_MS, Solutions.unkept()).run("fixed");

    assertThat(score.doomed()).isGreaterThan(50);
  }

  /** The hole opens after a quarter of the time; an agent waits for 300 s, ours for 60. */
  @ParameterizedTest
  @CsvSource({"fixed, 480, 500", "ours, 220, 270"})
  void copiesThatABlackHoleHoldsAreEnded(String policy, int fromS, int untilS) throws IOException {
    long openS = 180;
    LongStream.Builder stalled = LongStream.builder();

    new Runner(plant, Traces.of("T8"), 4 * openS * 1000, Solutions.unkept())
        .run(
            policy,
            inner ->
                new Passing(inner) {
                  @Override
                  public void failed(int slot, Failure failure, long bytes, long nowMs) {
                    super.failed(slot, failure, bytes, nowMs);
                    if (failure.failureClass() == FailureClass.STALLED && nowMs > openS * 1000) {
                      stalled.add(nowMs / 1000);
                    }
                  }
                });

    assertThat(stalled.build().min().orElseThrow()).isBetween((long) fromS, (long) untilS);
  }

  @Test
  void aFullDestinationAnswersThatThereIsNoSpace() throws IOException {
    Score score =
        new Runner(plant, Traces.of("T11"), 20 * MINUTES_MS, Solutions.unkept()).run("aimd");

    assertThat(score.noSpace()).isPositive();
  }
}
