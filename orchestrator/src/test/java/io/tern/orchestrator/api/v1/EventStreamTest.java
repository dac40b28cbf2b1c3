package io.tern.orchestrator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.identity.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long HOUR = 3_600_000;

  private static long lasts(long validMs) {
    return EventStream.lastsMs(new Proof.Token("https://issuer", "1.0", NOW + validMs), NOW);
  }

  @Test
  void endsWithTheTokenThatOpenedIt() {
    assertThat(lasts(90_000)).isEqualTo(90_000);
    assertThat(lasts(-30_000)).isEqualTo(1);
  }

  @Test
  void lastsAnHourAtMost() {
    assertThat(lasts(2 * HOUR)).isEqualTo(HOUR);
    assertThat(lasts(Long.MAX_VALUE - NOW)).isEqualTo(HOUR);
    assertThat(EventStream.lastsMs(new Proof.Certificate(List.of()), NOW)).isEqualTo(HOUR);
    assertThat(EventStream.lastsMs(new Proof.Presence(), NOW)).isEqualTo(HOUR);
  }
}
