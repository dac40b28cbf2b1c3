package io.tern.loadtest.scheduling.world;

import io.tern.loadtest.scheduling.plant.Plant;
import io.tern.loadtest.scheduling.policy.Policy;
import java.util.Arrays;

/** What storages can still take; without an end where nothing is said. */
final class Space {
  private static final long ENDLESS = Long.MAX_VALUE;

  private final Plant plant;
  private final long[] free;

  Space(Plant plant) {
    this.plant = plant;
    free = new long[plant.storages().size()];
    Arrays.fill(free, ENDLESS);
  }

  /** Follows the conditions of a time. */
  void follow(Conditions conditions) {
    for (int storage = 0; storage < free.length; storage++) {
      double seconds = conditions.spaceS(storage);
      if (Double.isInfinite(seconds)) {
        free[storage] = ENDLESS;
      } else if (free[storage] == ENDLESS) {
        double perMs = plant.storages().get(storage).gbps() * Plant.BYTES_PER_MS;
        free[storage] = (long) (seconds * 1000 * perMs);
      }
    }
  }

  boolean takes(int storage, long bytes) {
    if (free[storage] == ENDLESS) {
      return true;
    }
    boolean fits = free[storage] >= bytes;
    free[storage] -= fits ? bytes : 0;
    return fits;
  }

  /** A copy that had its space has failed and been cleaned up. */
  void givesBack(int storage, long bytes) {
    free[storage] += free[storage] == ENDLESS ? 0 : bytes;
  }

  /** Tells a policy what storages with an end say when they are asked. */
  void tell(Policy policy, long nowMs) {
    for (int storage = 0; storage < free.length; storage++) {
      if (free[storage] != ENDLESS) {
        policy.space(plant.storages().get(storage).name(), free[storage], nowMs);
      }
    }
  }
}
