package io.tern.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Parts of a submission whose last has not been applied; they go in order of their number. */
final class Pending {
  private final TreeMap<Integer, SubmittedPart> parts = new TreeMap<>();
  long newestMs;

  void add(SubmittedPart part) {
    parts.put(part.part(), part);
  }

  SubmittedJob terms() {
    SubmittedJob terms = parts.lastEntry().getValue().end();
    if (terms == null) {
      throw new IllegalStateException("a job was accepted without its last part");
    }
    return terms;
  }

  int[] starts() {
    return parts.values().stream().mapToInt(SubmittedPart::firstIndex).toArray();
  }

  boolean isComplete() {
    SubmittedJob end = parts.isEmpty() ? null : parts.lastEntry().getValue().end();
    if (end == null || parts.size() != end.parts()) {
      return false;
    }
    long digest = 0;
    int transfers = 0;
    for (SubmittedPart part : parts.values()) {
      if (part.firstIndex() != transfers) {
        return false;
      }
      digest = part.digest(digest);
      transfers += part.transfers();
    }
    return transfers > 0 && transfers == end.transfers() && digest == end.digest();
  }

  /** Hashes of all destinations. */
  long[] destinations() {
    return parts.values().stream()
        .flatMapToLong(part -> Arrays.stream(part.destinationHash()))
        .toArray();
  }

  List<Integer> numbers() {
    return List.copyOf(parts.keySet());
  }

  void each(Consumer<SubmittedPart> action) {
    parts.values().forEach(action);
  }
}
