package io.tern.orchestrator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeenTest {
  @Test
  void rememberTheLastHalfOfItsBoundAtLeast() {
    Seen seen = new Seen(10_000);

    assertThat(LongStream.range(0, 100_000).allMatch(transfer -> seen.add(transfer, 1))).isTrue();
    assertThat(LongStream.range(95_000, 100_000).noneMatch(transfer -> seen.add(transfer, 1)))
        .isTrue();
    assertThat(seen.add(0, 1)).isTrue();
  }

  @Test
  void tellsAttemptsOfOneTransferApart() {
    Seen seen = new Seen(100);

    assertThat(seen.add((1L << 53) - 1, 1)).isTrue();
    assertThat(seen.add((1L << 53) - 1, 2)).isTrue();
    assertThat(seen.add((1L << 53) - 1, 1)).isFalse();
  }
}
