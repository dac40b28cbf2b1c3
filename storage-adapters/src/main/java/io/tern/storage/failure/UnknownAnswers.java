package io.tern.storage.failure;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts words of storages that the {@link Catalogue} does not know, so that it can grow. Texts
 * that differ only in addresses, paths and numbers are one. The first {@value #MOST} are kept apart
 * with their counts; {@link #total} counts all. Safe for any thread.
 */
public final class UnknownAnswers {
  private static final int MOST = 256;

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder total = new LongAdder();

  void add(String words) {
    total.increment();
    String gist = Gist.of(words);
    LongAdder known = counts.get(gist);
    if (known != null) {
      known.increment();
    } else if (counts.size() < MOST) {
      counts.computeIfAbsent(gist, first -> new LongAdder()).increment();
    }
  }

  /** All that were ever met. */
  public long total() {
    return total.sum();
  }

  /** How often each was met, by its words. */
  public Map<String, Long> counts() {
    Map<String, Long> copy = new TreeMap<>();
    counts.forEach((words, count) -> copy.put(words, count.sum()));
    return copy;
  }
}
