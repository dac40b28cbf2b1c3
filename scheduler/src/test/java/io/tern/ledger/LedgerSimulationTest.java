package io.tern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobState;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lives of a whole Tern, each from one seed, judged after every step. */
class LedgerSimulationTest {
  private static final int STEPS = 3_000;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 30);
  }

  static LongStream manySeeds() {
    return LongStream.rangeClosed(1_001, 1_350);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void keepsItsLawsWhateverAgentsUsersAndLeadersDo(long seed) {
    live(seed);
  }

  @Tag("full")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("manySeeds")
  void keepsItsLawsForMoreThanAMillionSteps(long seed) {
    live(seed);
  }

  private static void live(long seed) {
    World world = new World(seed);
    try {
      world.live(STEPS);
      world.comeToRest();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed %d, step %d: %s".formatted(seed, world.steps, e), e);
    }
    assertThat(world.endings.keySet())
        .as("ends that jobs came to")
        .contains(JobState.FINISHED, JobState.FAILED, JobState.FINISHEDDIRTY, JobState.CANCELED);
    assertThat(world.obedience.held).as("transfers held by bans").isPositive();
    assertThat(world.obedience.released).as("transfers released again").isPositive();
    assertThat(world.crashes).as("crashes").isPositive();
    assertThat(world.starts).as("starts").isGreaterThan(100);
    assertThat(world.stale).as("stale reports").isPositive();
  }
}
