package io.tern.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.breaker.Breaker.State;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final Breaker breaker = new Breaker();

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(1_000);
    }
  }

  @Test
  void shutsAfterFailuresInARowOnly() {
    for (int round = 0; round < 50; round++) {
      fail(Breaker.FAILURES - 1);
      breaker.succeeded();
    }
    assertThat(breaker.state()).isEqualTo(State.CLOSED);

    fail(Breaker.FAILURES);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void letsOneInAfterAWhileAndShutsAgainIfThatFails() {
    fail(Breaker.FAILURES);
    breaker.tick(1_000 + Breaker.PROBE_EVERY_MS - 1);
    assertThat(breaker.state()).isEqualTo(State.OPEN);
    breaker.tick(1_000 + Breaker.PROBE_EVERY_MS);
    assertThat(breaker.state()).isEqualTo(State.PROBING);

    breaker.failed(40_000);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.probeMs()).isEqualTo(40_000 + Breaker.PROBE_EVERY_MS);
  }

  @Test
  void oneSuccessOpensTheWay() {
    fail(Breaker.FAILURES);

    breaker.succeeded();
    fail(Breaker.FAILURES - 1);

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }
}
