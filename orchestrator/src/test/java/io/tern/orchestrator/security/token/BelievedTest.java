package io.tern.orchestrator.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BelievedTest {
  private static final int MOST = 20_000;
  private static final Claims CLAIMS =
      new Claims(Issuer.URL, "alice", List.of(), List.of(), List.of(), 1_000, "1.0");

  private final Believed believed = new Believed();

  @Test
  void keepsTheOnesThatWereUsedLastUpToABound() {
    for (int i = 0; i < MOST; i++) {
      believed.put(hash(i), CLAIMS);
    }
    assertThat(believed.get(hash(0), 0)).as("the oldest, used again").isNotNull();

    believed.put(hash(MOST), CLAIMS);

    assertThat(believed.get(hash(0), 0)).isNotNull();
    assertThat(believed.get(hash(1), 0)).isNull();
    assertThat(believed.get(hash(2), 0)).isNotNull();
  }

  @Test
  void forgetsWhatHasExpired() {
    believed.put(hash(1), CLAIMS);

    assertThat(believed.get(hash(1), 1_000)).isNull();
    assertThat(believed.get(hash(1), 0)).isNull();
  }

  private static byte[] hash(int number) {
    return Believed.hash("token " + number);
  }
}
