package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.FileTexts;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bundles of texts that were asked for last, up to a number of bytes. Any thread. */
final class TextCache {
  record Key(UUID job, int part, int bundle) {}

  /** Heap that each file of a cached bundle takes beside its bytes, an estimate. */
  private static final int FILE_OVERHEAD = 40;

  private final long budget;
  private final Map<Key, FileTexts> newestLast = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  TextCache(long budget) {
    this.budget = budget;
  }

  synchronized @Nullable FileTexts get(Key key) {
    return newestLast.get(key);
  }

  synchronized void put(Key key, FileTexts texts) {
    remove(key);
    newestLast.put(key, texts);
    bytes += weight(texts);
    Iterator<FileTexts> oldest = newestLast.values().iterator();
    while (bytes > budget && oldest.hasNext()) {
      bytes -= weight(oldest.next());
      oldest.remove();
    }
  }

  synchronized void remove(Key key) {
    FileTexts texts = newestLast.remove(key);
    if (texts != null) {
      bytes -= weight(texts);
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  private static long weight(FileTexts texts) {
    return texts.getSerializedSize() + (long) FILE_OVERHEAD * texts.getFileCount();
  }
}
