package io.tern.storage;

import io.tern.job.Checksum;
import java.util.Optional;

/**
 * What a storage says of a file.
 *
 * @param size in bytes, >= 0
 * @param modifiedMs last change in ms since the epoch, 0 when the storage does not say
 * @param checksum of the algorithm that was asked for, empty when it was not delivered
 */
public record Stat(long size, boolean directory, long modifiedMs, Optional<Checksum> checksum) {
  public static Stat file(long size) {
    return new Stat(size, false, 0, Optional.empty());
  }

  public Stat with(Checksum sum) {
    return new Stat(size, directory, modifiedMs, Optional.of(sum));
  }
}
