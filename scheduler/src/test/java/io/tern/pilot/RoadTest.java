package io.tern.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.job.StorageName;
import io.tern.limit.Direction;
import io.tern.window.Window;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** What a place on a link is worth beside one on another. */
class RoadTest {
  private static final int JUDGEMENTS = 200;
  private static final double BYTES_PER_MS = 62_500;

  /** A link into a full destination. */
  private static Road road(IntPredicate isSourceWanted) {
    Dock source = dock("from", Direction.OUTBOUND);
    Dock destination = dock("to", Direction.INBOUND);
    Road road = new Road(0, source, destination, new Window(Integer.MAX_VALUE));
    road.speed.begin(BYTES_PER_MS, 0);
    for (int i = 0; i < JUDGEMENTS; i++) {
      source.sought(isSourceWanted.test(i));
      destination.sought(true);
    }
    return road;
  }

  private static Dock dock(String host, Direction direction) {
    return new Dock(new StorageName("https://" + host), direction, new Window(16));
  }

  @Test
  void aSourceAtWhichNobodyEverWaitsServesAFullDestinationFirst() {
    double scarce = road(judgement -> true).worth();
    double free = road(judgement -> false).worth();

    assertThat(free).isGreaterThan(90 * scarce);
  }

  @Test
  void aSourceAtWhichSomebodyOftenWaitsIsHardlyFavoured() {
    double scarce = road(judgement -> true).worth();
    double busy = road(judgement -> judgement % 4 > 0).worth();

    assertThat(busy).isBetween(scarce, 6 * scarce);
  }
}
