package io.tern.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StrainTest {
  private static final int UNDERWAY = 100;

  private final Strain good = new Strain();
  private final Strain bad = new Strain();
  private final Random random = new Random(1);
  private long nowMs;

  /**
   * Attempts that each go to one of two storages and fail with its chance.
   *
   * @return how often it was felt at the good one, and at the bad one
   */
  private int[] attempts(int count, double atGood, double atBad, double around) {
    int[] felt = new int[2];
    for (int i = 0; i < count; i++) {
      boolean toBad = random.nextBoolean();
      Strain storage = toBad ? bad : good;
      boolean fails = random.nextDouble() < around + (toBad ? atBad : atGood);
      storage.learn((fails ? 1 : 0) - around - storage.failing(), UNDERWAY);
      if (i % 50 == 0) {
        nowMs += 8_000;
        felt[0] += good.isFelt(around, UNDERWAY, nowMs) ? 1 : 0;
        felt[1] += bad.isFelt(around, UNDERWAY, nowMs) ? 1 : 0;
      }
    }
    return felt;
  }

  @Test
  void isFeltAtTheStorageWhereMoreFailsThanBefore() {
    assertThat(attempts(2_000, 0, 0, 0.02)).containsOnly(0);

    int[] felt = attempts(2_000, 0, 0.1, 0.02);

    assertThat(felt[0]).isZero();
    assertThat(felt[1]).isPositive();
  }

  @Test
  void whatAStorageHasFailedFromTheBeginningIsNoStrain() {
    assertThat(attempts(4_000, 0.1, 0.3, 0.02)[1]).isLessThanOrEqualTo(2);
    assertThat(bad.failing()).isBetween(0.2, 0.4);
  }

  @Test
  void whatFewerCopiesDoNotLessenIsNoStrainForLong() {
    attempts(2_000, 0, 0, 0.02);

    int[] felt = attempts(20_000, 0, 0.3, 0.02);

    assertThat(felt[1]).isBetween(1, 20);
  }
}
