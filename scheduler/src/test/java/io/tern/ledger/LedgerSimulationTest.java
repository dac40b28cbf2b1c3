package io.tern.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.JobState;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lives of a whole Tern, each from one seed, judged after every step. */
@Execution(ExecutionMode.CONCURRENT)
class LedgerSimulationTest {
  private static final int STEPS = 3_000;

  private static final LongAdder HELD = new LongAdder();
  private static final LongAdder RELEASED = new LongAdder();
  private static final LongAdder STALLED = new LongAdder();
  private static final LongAdder FILLED = new LongAdder();

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

  /**
   * Rare in one life, certain in many: a ban that holds a transfer and is lifted before its time is
   * up, a copy that is ended since it stands still, and as many files brought online as may be.
   */
  @AfterAll
  static void bansHeldAndReleasedAndCopiesStalled() {
    assertThat(HELD.sum()).as("transfers held by bans, in all lives").isGreaterThan(100);
    assertThat(RELEASED.sum()).as("transfers released again, in all lives").isGreaterThan(100);
    assertThat(STALLED.sum()).as("copies ended since they stood still").isGreaterThan(10);
    assertThat(FILLED.sum()).as("staging limits reached").isGreaterThan(100);
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
    HELD.add(world.obedience.held);
    RELEASED.add(world.obedience.released);
    STALLED.add(world.stalled);
    FILLED.add(world.obedience.filled);
    assertThat(world.crashes).as("crashes").isPositive();
    assertThat(world.starts).as("starts").isGreaterThan(100);
    assertThat(world.stale).as("stale reports").isPositive();
  }
}
