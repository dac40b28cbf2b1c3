package io.tern.orchestrator.api.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** FTS REST, section 2.8. */
class JobIdsTest {

  @Test
  void standardIdsAreTimeBasedAndNeverRepeat() {
    JobIds ids = new JobIds(() -> 1_700_000_000_000L, new SecureRandom());
    Set<UUID> seen = new HashSet<>();

    for (int i = 0; i < 10_000; i++) {
      seen.add(ids.next());
    }

    UUID one = seen.iterator().next();
    assertThat(seen).hasSize(10_000);
    assertThat(seen).allMatch(id -> id.version() == 1 && id.variant() == 2);
    // 100 ns units since 1582-10-15; all ids were made in the same millisecond.
    assertThat((one.timestamp() - 0x01b21dd213814000L) / 10_000)
        .isBetween(1_700_000_000_000L, 1_700_000_000_001L);
    assertThat(one.node() >>> 40 & 1).as("a random node is marked as multicast").isEqualTo(1);
  }
}
