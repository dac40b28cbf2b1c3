package io.tern.orchestrator.view;

import java.time.Duration;

/**
 * What a local store may use.
 *
 * @param blockCacheBytes native memory for what is read, indexes and filters included
 * @param memtableBytes native memory for what is not yet in files, all families together
 * @param textCacheBytes heap for the texts that dispatches need next
 * @param renderingBytes heap for what was told of jobs, for those who poll
 * @param staleAfter a store whose last record is older is made anew; at most half of the journal's
 *     {@code delete.retention.ms}, since later the tombstones it missed may be gone
 */
public record StoreSettings(
    long blockCacheBytes,
    long memtableBytes,
    long textCacheBytes,
    long renderingBytes,
    Duration staleAfter) {
  private static final long MIB = 1 << 20;
  private static final long HEAP_PARTS = 16;

  public static final StoreSettings DEFAULT =
      new StoreSettings(48 * MIB, 32 * MIB, 16 * MIB, partOfHeap(128 * MIB), Duration.ofHours(84));

  public StoreSettings {
    atLeastOneMib("blockCacheBytes", blockCacheBytes);
    atLeastOneMib("memtableBytes", memtableBytes);
    atLeastOneMib("textCacheBytes", textCacheBytes);
    atLeastOneMib("renderingBytes", renderingBytes);
    if (!staleAfter.isPositive()) {
      throw new IllegalArgumentException("staleAfter: " + staleAfter + " (expected: > 0)");
    }
  }

  private static long partOfHeap(long most) {
    return Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_PARTS, MIB, most);
  }

  private static void atLeastOneMib(String name, long value) {
    if (value < MIB) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + MIB + ")");
    }
  }
}
