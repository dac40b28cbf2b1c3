package io.tern.ledger;

import io.tern.job.DestinationHash;
import io.tern.job.StorageName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job to be submitted, in as many parts as it is wanted in. */
record Submission(
    UUID id, SubmittedJob terms, List<StorageName> storages, List<Copy> copies, int partSize) {
  static final String VO = "cms";
  static final String USER = "/CN=user0";
  private static final List<String> ACTIVITIES = List.of("production", "analysis");

  /** One transfer of it: indexes into the storages, and the name of the file written. */
  record Copy(int from, int to, String file, int fileIndex, long bytes, int activity) {}

  long hash(int index) {
    Copy copy = copies.get(index);
    return DestinationHash.of(storages.get(copy.to()) + "/" + copy.file());
  }

  int fileIndex(int index) {
    return copies.get(index).fileIndex();
  }

  List<SubmittedPart> parts() {
    int count = Math.max(1, (copies.size() + partSize - 1) / partSize);
    List<SubmittedPart> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int first = part * partSize;
      int last = Math.min(copies.size(), first + partSize);
      parts.add(part(part, first, last, part == count - 1 ? end(count) : null));
    }
    return parts;
  }

  private SubmittedPart part(int part, int first, int last, @Nullable SubmittedJob end) {
    List<Copy> own = copies.subList(first, last);
    long[] hashes = new long[own.size()];
    Arrays.setAll(hashes, i -> hash(first + i));
    return new SubmittedPart(
        id,
        part,
        first,
        storages,
        ACTIVITIES,
        own.stream().mapToInt(Copy::from).toArray(),
        own.stream().mapToInt(Copy::to).toArray(),
        own.stream().mapToInt(Copy::activity).toArray(),
        own.stream().mapToInt(Copy::fileIndex).toArray(),
        own.stream().mapToLong(Copy::bytes).toArray(),
        hashes,
        end);
  }

  private SubmittedJob end(int parts) {
    long digest = 0;
    for (int index = 0; index < copies.size(); index++) {
      digest = DestinationHash.digest(digest, hash(index));
    }
    return with(terms, parts, copies.size(), digest);
  }

  private static SubmittedJob with(SubmittedJob terms, int parts, int transfers, long digest) {
    return new SubmittedJob(
        parts,
        transfers,
        digest,
        terms.vo(),
        terms.user(),
        terms.kind(),
        terms.priority(),
        terms.retry(),
        terms.retryDelayS(),
        terms.expiresMs(),
        terms.tokensEndMs(),
        terms.deadlineMs(),
        terms.staging(),
        terms.bringOnlineS(),
        terms.archiveTimeoutS(),
        terms.timeoutS(),
        terms.fanOut(),
        terms.orderly(),
        terms.sole());
  }
}
