package io.tern.loadtest.scheduling.trace;

import io.tern.loadtest.scheduling.plant.Plant;
import java.util.Arrays;

/**
 * The storages of a tier, by the number of their links, that something is about.
 *
 * @param tier 0, 1 or 2
 * @param first how many with more links are left out
 */
public record Reach(int tier, int first, int count) {
  /** All storages of a plant. */
  public static final Reach ALL = new Reach(-1, 0, Integer.MAX_VALUE);

  public Reach {
    if (first < 0 || count < 1) {
      throw new IllegalArgumentException(
          "first: %d, count: %d (expected: >= 0, >= 1)".formatted(first, count));
    }
  }

  /** Which of a plant's storages are meant, by index. */
  public boolean[] of(Plant plant) {
    boolean[] meant = new boolean[plant.storages().size()];
    if (tier < 0) {
      Arrays.fill(meant, true);
      return meant;
    }
    plant.ranked(tier).stream().skip(first).limit(count).forEach(storage -> meant[storage] = true);
    return meant;
  }
}
