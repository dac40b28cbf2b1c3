package io.tern.storage.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values used last, up to a number; safe for any thread. */
public final class Latest<K, V> {
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private final int capacity;

  public Latest(int capacity) {
    this.capacity = capacity;
  }

  public synchronized @Nullable V get(K key) {
    return values.get(key);
  }

  public synchronized void put(K key, V value) {
    if (values.put(key, value) == null && values.size() > capacity) {
      var eldest = values.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  public synchronized void remove(K key) {
    values.remove(key);
  }
}
