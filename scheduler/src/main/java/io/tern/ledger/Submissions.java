package io.tern.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Jobs of which parts have come and which are not accepted yet, the oldest first. */
final class Submissions {
  private final Map<UUID, Pending> pending = new LinkedHashMap<>();

  void add(SubmittedPart part) {
    pending.computeIfAbsent(part.job(), job -> new Pending()).add(part);
  }

  @Nullable Pending of(UUID job) {
    return pending.get(job);
  }

  /** Forgets it: it is accepted or dropped. */
  @Nullable Pending remove(UUID job) {
    return pending.remove(job);
  }

  boolean has(UUID job) {
    return pending.containsKey(job);
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  void each(BiConsumer<UUID, Pending> action) {
    pending.forEach(action);
  }

  /** Those without an end, whose newest part came before a time. */
  List<UUID> unfinishedSince(long beforeMs, long nowMs) {
    List<UUID> old = new ArrayList<>();
    pending.forEach((job, parts) -> {
      if (parts.newestMs == 0) {
        parts.newestMs = nowMs;
      } else if (parts.newestMs < beforeMs) {
        old.add(job);
      }
    });
    return old;
  }

  /** The numbers of the parts that have come. */
  List<Integer> partsOf(UUID job) {
    Pending parts = pending.get(job);
    return parts == null ? List.of() : parts.numbers();
  }
}
