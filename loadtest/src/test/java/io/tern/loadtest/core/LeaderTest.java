package io.tern.loadtest.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state under the micro-benchmarks stays what it is said to be. */
class LeaderTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 10_000})
  void asManyWaitAndRunAfterACycleAsBefore(int links) {
    Leader leader = new Leader(links, 20_000, 100);
    assertThat(leader.running()).isEqualTo(200);
    long waiting = leader.waiting();

    for (int n = 0; n < 500; n++) {
      assertThat(leader.cycle()).isGreaterThan(400);
    }

    assertThat(leader.running()).isEqualTo(200);
    assertThat(leader.waiting()).isEqualTo(waiting);
  }
}
