package io.tern.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.window.Window.Sight;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private static final int MOST = 1_000;

  private final Probe probe = new Probe();

  /** Judgements until it wants to try. */
  private int rests(int used) {
    for (int judged = 1; judged < MOST; judged++) {
      probe.heldUp();
      if (probe.isDue(used)) {
        return judged;
      }
    }
    return MOST;
  }

  /** From 100 copies that move 1,000 to 120 that move so much. */
  private void tried(double rate, double ease) {
    probe.begin(100, 1_000);
    while (probe.isUnderWay()) {
      probe.watch(new Sight(120, 0, true, ease, rate, 2_000, false));
    }
  }

  @Test
  void whereMoreBringMoreThatIsAllThatCanBeReached() {
    tried(1_180, 0.8);

    assertThat(probe.reach()).isEqualTo(0.8);
    assertThat(rests(100)).isEqualTo(4);
  }

  @Test
  void whereMoreBringNothingCopiesAreHeldUp() {
    tried(1_010, 0.8);

    assertThat(probe.reach()).isEqualTo(1);
  }

  @Test
  void triesEverMoreSeldomWhereNothingComesOfIt() {
    assertThat(rests(100)).isEqualTo(4);
    tried(1_010, 0.8);
    assertThat(rests(100)).isEqualTo(8);
    for (int i = 0; i < 10; i++) {
      tried(1_010, 0.8);
    }

    assertThat(rests(100)).isEqualTo(40);
  }

  @Test
  void triesSoonAgainWhereFarFewerAreLeft() {
    tried(1_010, 0.8);

    assertThat(rests(89)).isEqualTo(4);
  }

  @Test
  void placesThatNobodyTookTellNothing() {
    probe.begin(100, 1_000);
    while (probe.isUnderWay()) {
      probe.watch(new Sight(101, 0, true, 0.8, 1_200, 2_000, false));
    }

    assertThat(probe.reach()).isEqualTo(1);
  }

  @Test
  void whatFlowsMoreFreelyCanBeReached() {
    tried(1_180, 0.6);
    probe.sees(0.8);

    assertThat(probe.reach()).isEqualTo(0.7);
  }
}
