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

  @Test
  void saysWhatItHoldsWithoutOpeningIt() {
    Slot token = Slot.ofToken(new OwnerId(ALICE.owner().hex()), "name");
    records.apply(
        key(token), records.seal(token, Kept.renewable(Secret.of(MARK), 5_000, "https://i.org/")));
    records.apply(key(ALICE), records.seal(ALICE, secret));
    now = 3_000;

    Held held = records.glance(token).orElseThrow();
    assertThat(held).isEqualTo(new Held(token, 1_000, 5_000, "https://i.org/"));
    assertThat(held.lifeMs()).isEqualTo(4_000);
    assertThat(held.leftMs(now)).isEqualTo(2_000);
    assertThat(records.all(Slot.Kind.TOKEN)).containsExactly(held);
    assertThat(records.glance(ALICE).orElseThrow().isRenewable()).isFalse();
    now = 5_000;
    assertThat(records.glance(token)).isEmpty();
    assertThat(records.all(Slot.Kind.TOKEN)).isEmpty();
  }

  @Test
  void countsTheTokensOfEachOwnerByTheirNames() {
    Slot one = Slot.ofToken(ALICE.owner(), "one");
    Slot two = Slot.ofToken(ALICE.owner(), "two");
    for (Slot slot : List.of(one, one, one.as(Slot.Kind.REFRESH), two, ALICE, BOB)) {
      records.apply(key(slot), records.seal(slot, secret));
    }

    assertThat(records.tokensOf(ALICE.owner())).isEqualTo(2);
    assertThat(records.tokensOf(BOB.owner())).as("a proxy is no token").isZero();
    records.apply(key(one), null);
    records.apply(key(one), null);
    assertThat(records.tokensOf(ALICE.owner())).as("what renews it is there").isEqualTo(2);
    records.apply(key(one.as(Slot.Kind.REFRESH)), null);
    records.apply(key(two), null);
    assertThat(records.tokensOf(ALICE.owner())).isZero();
  }

  @Test
  void countsTheTokensOfAllAndOfWhoHasMost() {
    assertThat(records.mostTokens()).as("of nobody").isZero();
    for (Slot slot :
        List.of(
            Slot.ofToken(ALICE.owner(), "one"),
            Slot.ofToken(ALICE.owner(), "two"),
            Slot.ofToken(BOB.owner(), "one"))) {
      records.apply(key(slot), records.seal(slot, secret));
    }

    assertThat(records.tokens()).isEqualTo(3);
    assertThat(records.mostTokens()).as("Alice's").isEqualTo(2);
  }

  /** A node of a later release may keep what this one does not know. */
  @Test
  void passesOverWhatItDoesNotKnow() {
    for (String key : List.of("nonsense", ALICE.owner().hex() + "/unheard-of", "x/token/n")) {
      assertThat(records.apply(key.getBytes(StandardCharsets.UTF_8), new byte[0])).isEmpty();
    }
  }

  @Test
  void eachKindOfAnOwnersSecretHasASlotOfItsOwn() {
    for (Slot.Kind kind : Slot.Kind.values()) {
      Slot slot = new Slot(ALICE.owner(), kind, "name/with/slashes");
      assertThat(Slot.parse(slot.key())).isEqualTo(slot);
      assertThat(slot.as(Slot.Kind.TOKEN).as(kind)).isEqualTo(slot);
    }
    assertThat(Slot.parse(ALICE.key())).isEqualTo(ALICE);
  }

  private static byte[] key(Slot slot) {
    return slot.key().getBytes(StandardCharsets.UTF_8);
  }
}
