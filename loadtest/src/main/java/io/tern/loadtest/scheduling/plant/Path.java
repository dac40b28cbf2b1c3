package io.tern.loadtest.scheduling.plant;

/**
 * The way between two storages of a plant.
 *
 * @param source index of the storage
 * @param destination index of the storage
 * @param gbps what the way carries in all
 * @param copyGbps what one copy on it moves at most
 */
public record Path(int source, int destination, double gbps, double rttMs, double copyGbps) {
  public Path {
    if (gbps <= 0 || copyGbps <= 0 || source == destination) {
      throw new IllegalArgumentException(
          "path %d to %d: gbps %s, copyGbps %s (expected: two storages, rates > 0)"
              .formatted(source, destination, gbps, copyGbps));
    }
  }
}
