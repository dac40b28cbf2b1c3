package io.tern.loadtest.scheduling.plant;

import io.tern.job.StorageName;

/**
 * A storage, its capacity the same in both directions.
 *
 * @param tier 0, 1 or 2
 * @param gbps into it, and as much out of it
 * @param knee copies at once in a direction from which that direction suffers
 * @param requestsPerS that it answers
 */
public record Endpoint(StorageName name, int tier, double gbps, int knee, double requestsPerS) {
  public Endpoint {
    if (gbps <= 0 || knee < 1 || requestsPerS <= 0) {
      throw new IllegalArgumentException(
          "%s: gbps %s, knee %d, requestsPerS %s (expected: > 0)"
              .formatted(name, gbps, knee, requestsPerS));
    }
  }
}
