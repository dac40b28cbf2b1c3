package io.tern.ledger;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * At most one live attempt for each destination URL, by the URL's 64-bit hash. Whoever comes while
 * it is held waits in line; two URLs of one hash wait for each other, which harms nobody.
 */
final class DestinationLocks {
  private final Map<Long, Long> holders = new HashMap<>();
  private final Map<Long, ArrayDeque<Long>> lines = new HashMap<>();

  /** Whether {@code transfer} now holds {@code destination}. */
  boolean acquire(long destination, long transfer) {
    Long holder = holders.putIfAbsent(destination, transfer);
    return holder == null || holder == transfer;
  }

  void waitFor(long destination, long transfer) {
    lines.computeIfAbsent(destination, d -> new ArrayDeque<>()).add(transfer);
  }

  void release(long destination, long transfer) {
    holders.remove(destination, transfer);
  }

  /** Takes the next in line out of it, -1 if there is none; it may then try. */
  long next(long destination) {
    ArrayDeque<Long> line = lines.get(destination);
    if (line == null) {
      return -1;
    }
    long next = line.remove();
    if (line.isEmpty()) {
      lines.remove(destination);
    }
    return next;
  }

  int held() {
    return holders.size();
  }
}
