package io.tern.schedule;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of a scheduler, checked after every step against {@link BruteForce}. */
@Execution(ExecutionMode.CONCURRENT)
class SchedulerSimulationTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void decidesAsBruteForceWould(long seed) {
    new RandomLife(seed, 4, 3).live(10_000);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {101, 102, 103, 104})
  void decidesAsBruteForceWouldOnFewStoragesWithManyShares(long seed) {
    new RandomLife(seed, 2, 12).live(10_000);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {201, 202, 203, 204})
  void decidesAsBruteForceWouldWhileAllEndsAreFull(long seed) {
    new RandomLife(seed, 5, 1).liveCalmly(20_000);
  }

  @Tag("full")
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008})
  void decidesAsBruteForceWouldForLong(long seed) {
    new RandomLife(seed, 5, 4).live(1_000_000);
  }
}
