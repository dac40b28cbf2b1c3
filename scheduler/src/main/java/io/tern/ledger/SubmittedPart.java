package io.tern.ledger;

import io.tern.job.DestinationHash;
import io.tern.job.StorageName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A numbered part of a submission in columns, one entry a transfer. Arrays are not copied.
 *
 * @param firstIndex position of its first transfer in the job
 * @param source index into {@code storages}
 * @param share index into {@code activities}
 * @param size in bytes as the user gave it, 0 for not
 * @param end only in the last part
 */
public record SubmittedPart(
    UUID job,
    int part,
    int firstIndex,
    List<StorageName> storages,
    List<String> activities,
    int[] source,
    int[] destination,
    int[] share,
    int[] fileIndex,
    long[] size,
    long[] destinationHash,
    @Nullable SubmittedJob end) {

  int transfers() {
    return source.length;
  }

  /** Continues a job's digest over this part; parts go in order, from 0. */
  long digest(long before) {
    long digest = before;
    for (long hash : destinationHash) {
      digest = DestinationHash.digest(digest, hash);
    }
    return digest;
  }
}
