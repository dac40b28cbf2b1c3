package io.tern.loadtest.scheduling.baseline;

import io.tern.job.StorageName;
import java.util.Map;

/**
 * FTS3's configuration of active transfers.
 *
 * @param linkMin of every link
 * @param linkMax of every link
 * @param storage into, and as many out of, storages that have an entry
 * @param otherStorage the same for the others
 */
public record Fts3Limits(
    int linkMin, int linkMax, Map<StorageName, Integer> storage, int otherStorage) {
  /** As it ships. */
  public static final Fts3Limits SHIPPED = new Fts3Limits(2, 130, Map.of(), 200);

  public Fts3Limits {
    storage = Map.copyOf(storage);
    if (linkMin < 1 || linkMax < linkMin) {
      throw new IllegalArgumentException(
          "linkMin: %d, linkMax: %d (expected: 1 <= min <= max)".formatted(linkMin, linkMax));
    }
  }

  int of(StorageName name) {
    return storage.getOrDefault(name, otherStorage);
  }
}
