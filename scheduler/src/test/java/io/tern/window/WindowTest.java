package io.tern.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.window.Adjustment.Cause;
import io.tern.window.Window.Sight;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final Window window = new Window(16);

  @Test
  void placesThatAreKeptForSomebodyComeOnTop() {
    Window window = new Window(100);
    Window other = new Window(100);

    window.follow(new Sight(100, 0, true, 0.5, 1_000, 2_000, false), 8_000);
    other.follow(new Sight(100, 7, true, 0.5, 1_000, 2_000, false), 8_000);

    assertThat(other.places()).isEqualTo(window.places() + 7);
  }

  @Test
  void growsWhileCopiesFlowFreelyAndMoreAreWanted() {
    window.follow(new Sight(16, 0, true, 1, 100, 100, false), 8_000);

    assertThat(window.places()).isEqualTo(32);
    assertThat(window.last()).contains(new Adjustment(Cause.GROWN, 16, 32, 1, 100, 8_000));
  }

  @Test
  void standsWhileNobodyWantsMore() {
    window.follow(new Sight(16, 0, false, 1, 100, 100, false), 8_000);

    assertThat(window.places()).isEqualTo(16);
    assertThat(window.last()).isEmpty();
  }

  @Test
  void waitsUntilTheLastGrowthHasComeToFlow() {
    window.follow(new Sight(16, 0, true, 1, 50, 100, false), 8_000);

    assertThat(window.places()).isEqualTo(16);
  }

  @Test
  void fitsToTheCapacityWhereCopiesHoldEachOtherUp() {
    window.follow(new Sight(100, 0, true, 0.5, 1_000, 2_000, false), 8_000);

    assertThat(window.places()).as("50, and 11 against chance").isEqualTo(61);
    assertThat(window.last()).contains(new Adjustment(Cause.FITTED, 16, 61, 0.5, 1_000, 8_000));
  }

  @Test
  void growsByLittleAgainAfterCopiesHeldEachOtherUpAndThenByMore() {
    window.follow(new Sight(100, 0, true, 0.5, 1_000, 2_000, false), 8_000);
    window.follow(new Sight(100, 0, true, 1, 1_000, 1_000, false), 16_000);
    assertThat(window.places()).isBetween(110, 111);

    window.follow(new Sight(100, 0, true, 1, 1_000, 1_000, false), 24_000);

    assertThat(window.places()).isBetween(120, 121);
  }

  @Test
  void doesNotShrinkWithARateThatFellThoughCopiesHardlyHoldEachOtherUp() {
    window.follow(new Sight(100, 0, true, 0.5, 1_000, 2_000, false), 8_000);
    window.follow(new Sight(55, 0, true, 0.9, 700, 700 / 0.9, false), 16_000);

    assertThat(window.places()).as("for the capacity seen before").isGreaterThan(60);
  }

  @Test
  void followsACapacityThatWasCut() {
    window.follow(new Sight(100, 0, true, 0.5, 1_000, 2_000, false), 8_000);
    for (int i = 0; i < 10; i++) {
      window.follow(new Sight(55, 0, true, 0.5, 500, 1_000, false), 16_000);
    }

    assertThat(window.places()).isBetween(28, 35);
  }

  @Test
  void standsStillAtTheCapacityItHasFitted() {
    window.follow(new Sight(100, 0, true, 0.5, 1_000, 2_000, false), 8_000);
    int fitted = window.places();
    double possible = 20.0 * fitted;
    window.follow(new Sight(fitted, 0, true, 1_000 / possible, 1_000, possible, false), 16_000);

    assertThat(window.places()).isEqualTo(fitted);
    assertThat(window.last().map(Adjustment::atMs)).contains(8_000L);
  }

  @Test
  void givesPlacesBackWhenMoreFailsAndComesNearThemSlowlyAfterwards() {
    window.follow(new Sight(100, 0, true, 1, 1_000, 1_000, false), 8_000);
    window.follow(new Sight(160, 0, true, 1, 1_000, 1_000, true), 16_000);

    assertThat(window.places()).isEqualTo(144);
    assertThat(window.last()).contains(new Adjustment(Cause.STRAINED, 200, 144, 1, 1_000, 16_000));
    window.follow(new Sight(144, 0, true, 1, 1_000, 1_000, false), 24_000);
    assertThat(window.places()).isEqualTo(147);
  }

  /** They change hands all the time: counted again at each step they would make it a fast one. */
  @Test
  void keptPlacesDoNotHastenWhatIsToComeSlowly() {
    window.follow(new Sight(160, 0, true, 1, 1_000, 1_000, false), 8_000);
    window.follow(new Sight(160, 0, true, 1, 1_000, 1_000, true), 16_000);
    int relieved = window.places();

    for (int i = 1; i <= 5; i++) {
      int used = window.places() - 20;
      window.follow(new Sight(used, 20, true, 1, 1_000, 1_000, false), 16_000 + 5_000 * i);
    }

    assertThat(window.places() - 20).isBetween(relieved, (int) (1.12 * relieved));
  }

  @Test
  void triesWhetherMorePlacesBringMoreAndGrowsOnWhereTheyDo() {
    for (int i = 1; i <= 4; i++) {
      window.follow(new Sight(16, 0, true, 0.8, 100, 125, false), i * 8_000);
    }
    int tried = window.places();
    assertThat(window.last()).map(Adjustment::cause).contains(Cause.TRIED);
    for (int i = 5; i <= 8; i++) {
      window.follow(new Sight(tried, 0, true, 0.8, 6.25 * tried, 7.8 * tried, false), i * 8_000);
    }

    window.follow(new Sight(tried, 0, true, 0.8, 6.25 * tried, 7.8 * tried, false), 72_000);

    assertThat(window.places()).isGreaterThan(tried);
    assertThat(window.last()).map(Adjustment::cause).contains(Cause.GROWN);
  }

  @Test
  void takesTheSwingsOfAFewCopiesForNoHoldUp() {
    window.follow(new Sight(16, 0, true, 0.88, 88, 100, false), 8_000);

    assertThat(window.last()).map(Adjustment::cause).contains(Cause.GROWN);
    window.follow(new Sight(1_600, 0, true, 0.88, 8_800, 10_000, false), 16_000);
    assertThat(window.last()).map(Adjustment::cause).contains(Cause.FITTED);
  }

  @Test
  void isFittedToWhatIsCarriedWhereMoreIsCarriedThanIsKnownToBePossible() {
    window.follow(new Sight(16, 0, true, 0.8, 10_000, 50, false), 8_000);

    assertThat(window.places()).as("16, and 4 against chance").isEqualTo(20);
  }

  @Test
  void neverShutsForBeingSlow() {
    window.follow(new Sight(16, 0, true, 0.001, 1, 1_000, false), 8_000);

    assertThat(window.places()).isEqualTo(2);
  }
}
