package io.tern.orchestrator.agent;

/**
 * The attempts an agent has been told of, so that it acts on each once. Remembers at least the last
 * half of {@code bound}, at most {@code bound}: two generations of an open-addressed set, the elder
 * forgotten when the younger is full. For one thread.
 */
final class Seen {
  private static final int ATTEMPT_BITS = 11;
  private static final int FIRST_TABLE = 1 << 10;

  private final int perGeneration;
  private long[] young = new long[FIRST_TABLE];
  private long[] old = new long[1];
  private int count;

  Seen(int bound) {
    this.perGeneration = Math.max(1, bound / 2);
  }

  /** Whether this attempt is new; afterwards it is not. Transfers are below 2^53. */
  boolean add(long transfer, int attempt) {
    long key = transfer << ATTEMPT_BITS | attempt & (1 << ATTEMPT_BITS) - 1;
    if (holds(old, key) || holds(young, key)) {
      return false;
    }
    makeRoom();
    young[slot(young, key)] = key;
    count++;
    return true;
  }

  private void makeRoom() {
    if (count == perGeneration) {
      old = young;
      young = new long[FIRST_TABLE];
      count = 0;
    } else if (2 * count >= young.length) {
      young = grown(young);
    }
  }

  private static long[] grown(long[] table) {
    long[] larger = new long[2 * table.length];
    for (long key : table) {
      if (key != 0) {
        larger[slot(larger, key)] = key;
      }
    }
    return larger;
  }

  private static boolean holds(long[] table, long key) {
    return table[slot(table, key)] == key;
  }

  /**
   * Where the key stands or would stand; tables are never full. Attempts count from 1: no key is 0.
   */
  private static int slot(long[] table, long key) {
    int mask = table.length - 1;
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (table[slot] != 0 && table[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
