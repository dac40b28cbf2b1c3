package io.tern.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places(2);

  @Test
  void hasRoomUpToItsCeiling() {
    places.take();
    assertThat(places.hasRoom()).isTrue();

    places.take();
    assertThat(places.hasRoom()).isFalse();

    places.free();
    assertThat(places.hasRoom()).isTrue();
  }

  @Test
  void aReservedPlaceIsNotFree() {
    places.take();
    places.reserve();
    assertThat(places.hasRoom()).isFalse();
    assertThat(places.used()).isEqualTo(1);

    places.unreserve();
    assertThat(places.hasRoom()).isTrue();
  }

  @Test
  void aLoweredCeilingLetsWhatRunsGoOnAndNothingStart() {
    places.take();
    places.take();
    places.ceiling(1);

    places.free();
    assertThat(places.hasRoom()).isFalse();
    places.free();
    assertThat(places.hasRoom()).isTrue();
  }

  @Test
  void isShutWhileClosedOrWithoutAnyPlace() {
    assertThat(places.isShut()).isFalse();

    places.closed(true);
    assertThat(places.hasRoom()).isFalse();
    assertThat(places.isShut()).isTrue();

    places.closed(false);
    assertThat(places.hasRoom()).isTrue();
    places.ceiling(0);
    assertThat(places.isShut()).isTrue();
  }

  @Test
  void refusesToFreeWhatWasNotTaken() {
    assertThatThrownBy(places::free).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(places::unreserve).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> places.ceiling(-1)).hasMessage("ceiling: -1 (expected: >= 0)");
  }
}
