package io.tern.ledger;

import java.util.Arrays;

/**
 * The destinations that unfinished transfers of some jobs are to write, each with how many do: by
 * the URL's 64-bit hash, in an open table of 12 bytes a place. Two URLs of one hash are taken for
 * one; among a billion, the chance that any two are is 3 %.
 */
final class OpenDestinations {
  private static final int LEAST = 16;

  private long[] hashes = new long[LEAST];

  /** 0: nothing is at this place. */
  private int[] counts = new int[LEAST];

  private int size;

  boolean contains(long hash) {
    return counts[place(hash)] > 0;
  }

  void add(long hash) {
    if (2 * (size + 1) > hashes.length) {
      resize(2 * hashes.length);
    }
    int place = place(hash);
    size += counts[place] == 0 ? 1 : 0;
    hashes[place] = hash;
    counts[place]++;
  }

  /** Takes one away; there must be one. */
  void remove(long hash) {
    int place = place(hash);
    if (counts[place] == 0) {
      throw new IllegalStateException("no transfer is to write destination " + hash);
    }
    if (--counts[place] == 0) {
      size--;
      closeUp(place);
    }
    if (hashes.length > LEAST && 8 * size < hashes.length) {
      resize(hashes.length / 2);
    }
  }

  int size() {
    return size;
  }

  /** Where the hash is, else where it would go. */
  private int place(long hash) {
    int place = home(hash);
    while (counts[place] > 0 && hashes[place] != hash) {
      place = next(place);
    }
    return place;
  }

  /** The hashes are mixed well already. */
  private int home(long hash) {
    return (int) hash & (hashes.length - 1);
  }

  private int next(int place) {
    return (place + 1) & (hashes.length - 1);
  }

  /**
   * Whoever was pushed past the gap moves into it (Knuth, The Art of Computer Programming, 6.4).
   */
  private void closeUp(int empty) {
    int gap = empty;
    for (int place = next(gap); counts[place] > 0; place = next(place)) {
      int mask = hashes.length - 1;
      if (((place - home(hashes[place])) & mask) >= ((place - gap) & mask)) {
        hashes[gap] = hashes[place];
        counts[gap] = counts[place];
        counts[place] = 0;
        gap = place;
      }
    }
  }

  private void resize(int length) {
    long[] oldHashes = hashes;
    int[] oldCounts = counts;
    hashes = new long[length];
    counts = new int[length];
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] > 0) {
        int place = place(oldHashes[i]);
        hashes[place] = oldHashes[i];
        counts[place] = oldCounts[i];
      }
    }
  }

  /**
   * Whether one of {@code wanted} is here, or, unless they are one destination's replicas, twice in
   * it.
   */
  boolean clashes(long[] wanted, boolean replicas) {
    long[] sorted = wanted.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      boolean again = !replicas && i > 0 && sorted[i] == sorted[i - 1];
      if (again || contains(sorted[i])) {
        return true;
      }
    }
    return false;
  }
}
