package io.tern.storage.failure;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Counts words of storages that the {@link Catalogue} does not know, so that it can grow. Texts
 * that differ only in addresses, paths and numbers are one. The first {@value #MOST} are kept apart
 * with their counts; {@link #total} counts all. Safe for any thread.
 */
public final class UnknownAnswers {
  private static final int MOST = 256;
  private static final int LENGTH = 160;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder total = new LongAdder();

  void add(String words) {
    total.increment();
    String shape = shape(words);
    LongAdder known = counts.get(shape);
    if (known != null) {
      known.increment();
    } else if (counts.size() < MOST) {
      counts.computeIfAbsent(shape, first -> new LongAdder()).increment();
    }
  }

  private static String shape(String words) {
    String safe = Redaction.of(Redaction.withoutPlaces(words));
    String shape = NUMBER.matcher(safe).replaceAll("#");
    return shape.length() > LENGTH ? shape.substring(0, LENGTH) : shape;
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
