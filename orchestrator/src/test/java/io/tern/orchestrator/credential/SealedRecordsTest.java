package io.tern.orchestrator.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.security.OwnerId;
import io.tern.orchestrator.security.SealedBox;
import io.tern.orchestrator.security.SealingKey;
import io.tern.orchestrator.security.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedRecordsTest {
  private static final String MARK = "a-secret-that-nobody-may-see";
  private static final Slot ALICE = new Slot(OwnerId.of("/CN=Alice", List.of()), Slot.Kind.PROXY);
  private static final Slot BOB = new Slot(OwnerId.of("/CN=Bob", List.of()), Slot.Kind.PROXY);

  private final SealedBox box = new SealedBox(List.of(new SealingKey(1, Secret.of(new byte[32]))));
  private long now = 1_000;
  private final SealedRecords records = new SealedRecords(box, () -> now);
  private final Kept secret = new Kept(Secret.of(MARK), 5_000, List.of("/cms"));

  @Test
  void keepsWhatIsSealedAndOpensItForItsOwner() {
    byte[] record = records.seal(ALICE, secret);
    records.apply(key(ALICE), record);

    assertThat(new String(record, StandardCharsets.ISO_8859_1)).doesNotContain(MARK);
    assertThat(records.find(ALICE)).contains(secret);
    assertThat(records.find(BOB)).isEmpty();
  }

  /** Whoever may write to the topic cannot hand one user's proxy to another. */
  @Test
  void opensNothingInAnothersPlace() {
    records.apply(key(BOB), records.seal(ALICE, secret));

    assertThat(records.find(BOB)).isEmpty();
  }

  @Test
  void forgetsWhatWasRemovedAndWhatHasExpired() {
    records.apply(key(ALICE), records.seal(ALICE, secret));
    records.apply(key(BOB), records.seal(BOB, secret));
    records.apply(key(BOB), null);

    assertThat(records.find(BOB)).isEmpty();
    assertThat(records.expired()).isEmpty();
    now = 5_000;

    assertThat(records.find(ALICE)).isEmpty();
    assertThat(records.expired()).containsExactly(key(ALICE));
  }

  @Test
  void aBrokenRecordIsNoCredential() {
    records.apply(key(ALICE), records.seal(ALICE, secret));
    records.apply(key(ALICE), new byte[] {(byte) 0xff, 1, 2});

    assertThat(records.find(ALICE)).isEmpty();
  }

  private static byte[] key(Slot slot) {
    return slot.key().getBytes(StandardCharsets.UTF_8);
  }
}
