package io.tern.orchestrator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkTest {
  private final Watermark watermark = new Watermark();

  @Test
  void waitsEndInTheOrderOfTheirOffsets() {
    Watermark.Wait early = watermark.reaches(5);
    Watermark.Wait late = watermark.reaches(9);

    watermark.advance(5);

    assertThat(early.reached().succeeded()).isTrue();
    assertThat(late.reached().isComplete()).isFalse();
    watermark.advance(20);
    assertThat(late.reached().succeeded()).isTrue();
    assertThat(watermark.waiting()).isZero();
  }

  @Test
  void whatIsShownAlreadyIsNotWaitedFor() {
    watermark.advance(7);

    assertThat(watermark.reaches(7).reached().succeeded()).isTrue();
    assertThat(watermark.waiting()).isZero();
  }

  @Test
  void itNeverGoesBack() {
    watermark.advance(7);
    watermark.advance(3);

    assertThat(watermark.next()).isEqualTo(7);
  }

  @Test
  void waitsThatWereGivenUpAreForgottenThoughNothingAdvances() {
    Watermark.Wait kept = watermark.reaches(5);
    for (int i = 0; i < 1_000; i++) {
      watermark.forget(watermark.reaches(5));
    }

    assertThat(watermark.waiting()).isEqualTo(1);
    watermark.forget(kept);
    watermark.forget(kept);
    assertThat(watermark.waiting()).isZero();
  }
}
