package io.tern.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTest {
  private final Refusal refusal = new Refusal();

  @Test
  void letsOneInAfterHalfAMinuteAndNoOtherBesideIt() {
    refusal.refused(0);
    refusal.tick(29_999);
    assertThat(refusal.letsIn()).isFalse();

    refusal.tick(30_000);
    assertThat(refusal.letsIn()).isTrue();
    refusal.began();

    assertThat(refusal.letsIn()).isFalse();
  }

  @Test
  void restsLongerEachTimeThatOneWasRefusedUpToTwoMinutes() {
    refusal.refused(0);
    long[] rests = {30_000, 60_000, 120_000, 120_000};
    long now = 0;
    for (long rest : rests) {
      refusal.tick(now + rest - 1);
      assertThat(refusal.letsIn()).isFalse();
      now += rest;
      refusal.tick(now);
      assertThat(refusal.letsIn()).as("after %d ms", rest).isTrue();
      refusal.refused(now);
    }
  }

  @Test
  void thoseUnderWayThatAreRefusedTooDoNotLengthenTheRest() {
    refusal.refused(0);
    refusal.refused(1);
    refusal.refused(2);

    refusal.tick(30_002);

    assertThat(refusal.letsIn()).isTrue();
  }

  @Test
  void letsTwiceAsManyInWhileTheyAreTakenUntilThereIsRoomForAll() {
    refusal.refused(0);
    refusal.tick(30_000);
    for (int allowed = 1; allowed < 64; allowed *= 2) {
      assertThat(refusal.isOver()).isFalse();
      refusal.began();
      refusal.taken();
      refusal.ended();
    }

    assertThat(refusal.isOver()).isTrue();
  }

  @Test
  void isForgottenWhenNobodyHasTriedForTenMinutes() {
    refusal.refused(0);
    refusal.tick(30_000);
    refusal.tick(629_999);
    assertThat(refusal.isOver()).isFalse();

    refusal.tick(630_000);

    assertThat(refusal.isOver()).isTrue();
  }

  @Test
  void staysOverHoweverManyMoreAreTaken() {
    refusal.refused(0);
    refusal.tick(30_000);

    for (int i = 0; i < 100; i++) {
      refusal.taken();
    }

    assertThat(refusal.isOver()).isTrue();
  }

  @Test
  void aSmallFileThatFitsOpensTheWayByLittle() {
    refusal.refused(0);
    refusal.tick(30_000);
    refusal.began();
    refusal.taken();

    assertThat(refusal.letsIn()).as("one beside it").isTrue();
    refusal.began();
    assertThat(refusal.letsIn()).isFalse();
    refusal.refused(31_000);
    assertThat(refusal.letsIn()).isFalse();
  }
}
