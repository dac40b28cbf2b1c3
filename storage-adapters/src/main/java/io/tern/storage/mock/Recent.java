package io.tern.storage.mock;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A number for each of the last URLs; the oldest is forgotten first. Safe for any thread. */
final class Recent {
  private final Map<String, Long> numbers = new LinkedHashMap<>();
  private final int capacity;

  Recent(int capacity) {
    this.capacity = capacity;
  }

  synchronized @Nullable Long get(String url) {
    return numbers.get(url);
  }

  synchronized void put(String url, long number) {
    if (numbers.put(url, number) == null && numbers.size() > capacity) {
      var eldest = numbers.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** The number of {@code url}, which becomes {@code number} if there is none. */
  synchronized long getOrPut(String url, long number) {
    Long known = numbers.get(url);
    if (known != null) {
      return known;
    }
    put(url, number);
    return number;
  }

  synchronized void remove(String url) {
    numbers.remove(url);
  }

  synchronized int size() {
    return numbers.size();
  }
}
