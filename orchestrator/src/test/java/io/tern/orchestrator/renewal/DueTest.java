package io.tern.orchestrator.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.credential.Held;
import io.tern.orchestrator.credential.Slot;
import io.tern.orchestrator.security.OwnerId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DueTest {
  private static final OwnerId ALICE = OwnerId.ofSubject("https://i.org/", "alice");
  private static final long HOUR = 3_600_000;

  private static Held token(String name, String issuer) {
    return new Held(Slot.ofToken(ALICE, name), 0, HOUR, issuer);
  }

  private static long dueAt(String name) {
    Held token = token(name, "https://i.org/");
    long minute = 60_000;
    return IntStream.range(0, 60)
        .mapToLong(i -> i * minute)
        .filter(now -> Due.isDue(token, now))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isAfterHalfOfALifeAndNotForAllTokensAtOnce() {
    long[] due =
        IntStream.range(0, 500)
            .mapToLong(i -> dueAt(Slot.tokenName("token" + i)))
            .sorted()
            .toArray();

    assertThat(due[0]).isBetween(HOUR / 2, HOUR / 2 + 120_000);
    assertThat(due[due.length - 1]).isBetween(HOUR * 58 / 100, HOUR * 5 / 8 + 60_000);
  }

  @Test
  void isNeverWhereNobodyGivesAnother() {
    assertThat(Due.isDue(token("t", ""), HOUR - 1)).isFalse();
  }
}
