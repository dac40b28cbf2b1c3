package io.tern.timer;

import java.util.Arrays;

/**
 * What falls due when: entries of a time, a kind and a reference, taken in the order of time. There
 * is no cancelling; the caller checks at the due time whether the entry still means anything. A
 * 4-ary heap of 16 bytes an entry; not thread-safe.
 */
public final class Deadlines {
  /** Kinds lie in 0..{@value}. */
  public static final int MAX_KIND = 255;

  private static final int KIND_BITS = 8;
  private static final long MAX_MS = Long.MAX_VALUE >> KIND_BITS;
  private static final int ARITY = 4;

  /** Due time and kind in one; in the order of both. */
  private long[] keys = new long[ARITY];

  private long[] refs = new long[ARITY];
  private int size;

  private int kind;
  private long ref;

  /**
   * Adds an entry.
   *
   * @param dueMs 0..2^55-1, on the clock by which {@link #due} is asked
   * @param kind 0..{@value #MAX_KIND}, what it is about
   * @param ref whom it is about
   */
  public void at(long dueMs, int kind, long ref) {
    if (dueMs < 0 || dueMs > MAX_MS) {
      throw new IllegalArgumentException("dueMs: " + dueMs + " (expected: 0.." + MAX_MS + ")");
    }
    if (kind < 0 || kind > MAX_KIND) {
      throw new IllegalArgumentException("kind: " + kind + " (expected: 0.." + MAX_KIND + ")");
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size + (size >> 2) + 1);
      refs = Arrays.copyOf(refs, keys.length);
    }
    siftUp(size++, dueMs << KIND_BITS | kind, ref);
  }

  /** Takes one entry due at or before {@code nowMs}, if there is one, for the accessors to tell. */
  public boolean due(long nowMs) {
    if (size == 0 || nextMs() > nowMs) {
      return false;
    }
    kind = (int) (keys[0] & MAX_KIND);
    ref = refs[0];
    size--;
    siftDown(keys[size], refs[size]);
    return true;
  }

  /** The kind of the entry taken last. */
  public int kind() {
    return kind;
  }

  /** The reference of the entry taken last. */
  public long ref() {
    return ref;
  }

  /** When the next entry falls due; {@link Long#MAX_VALUE} if there is none. */
  public long nextMs() {
    return size == 0 ? Long.MAX_VALUE : keys[0] >>> KIND_BITS;
  }

  public int size() {
    return size;
  }

  /** Which entries still mean something. */
  public interface Meaning {
    boolean has(long dueMs, int kind, long ref);
  }

  /**
   * Drops all entries but those that still mean something; costs as much as adding what is left.
   */
  public void keep(Meaning meaning) {
    int before = size;
    size = 0;
    for (int i = 0; i < before; i++) {
      if (meaning.has(keys[i] >>> KIND_BITS, (int) (keys[i] & MAX_KIND), refs[i])) {
        siftUp(size++, keys[i], refs[i]);
      }
    }
  }

  private void siftUp(int from, long key, long ref) {
    int at = from;
    while (at > 0 && key < keys[(at - 1) / ARITY]) {
      put(at, keys[(at - 1) / ARITY], refs[(at - 1) / ARITY]);
      at = (at - 1) / ARITY;
    }
    put(at, key, ref);
  }

  private void siftDown(long key, long ref) {
    int at = 0;
    for (int child = leastChild(at); child < size && keys[child] < key; child = leastChild(at)) {
      put(at, keys[child], refs[child]);
      at = child;
    }
    put(at, key, ref);
  }

  private int leastChild(int at) {
    int least = at * ARITY + 1;
    int end = Math.min(least + ARITY, size);
    for (int child = least + 1; child < end; child++) {
      if (keys[child] < keys[least]) {
        least = child;
      }
    }
    return least;
  }

  private void put(int at, long key, long ref) {
    keys[at] = key;
    refs[at] = ref;
  }
}
