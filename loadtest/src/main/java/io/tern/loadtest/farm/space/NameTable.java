package io.tern.loadtest.farm.space;

import java.util.Arrays;

/**
 * An open-addressed table from 64-bit keys to rows of two numbers and a set of marks, about 40
 * bytes a row. Rows are never taken out, only unmarked: a path once written to is remembered.
 */
final class NameTable {
  private static final int INITIAL_ROWS = 1024;

  private long[] keys = new long[INITIAL_ROWS];
  private long[] sizes = new long[INITIAL_ROWS];
  private long[] seeds = new long[INITIAL_ROWS];
  private int[] marks = new int[INITIAL_ROWS];
  private int used;

  /** The row of {@code key}, or -1. */
  int find(long key) {
    int row = rowOf(key);
    return keys[row] == key ? row : -1;
  }

  /** The row of {@code key}, made if there is none; valid until the next call. */
  int findOrAdd(long key) {
    int row = rowOf(key);
    if (keys[row] == key) {
      return row;
    }
    if (used >= keys.length / 2) {
      grow();
      row = rowOf(key);
    }
    keys[row] = key;
    used++;
    return row;
  }

  private int rowOf(long key) {
    int row = (int) key & (keys.length - 1);
    while (keys[row] != 0 && keys[row] != key) {
      row = (row + 1) & (keys.length - 1);
    }
    return row;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldSizes = sizes;
    long[] oldSeeds = seeds;
    int[] oldMarks = marks;
    allocate(oldKeys.length * 2);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int row = rowOf(oldKeys[i]);
        keys[row] = oldKeys[i];
        set(row, oldSizes[i], oldSeeds[i], oldMarks[i]);
      }
    }
  }

  private void allocate(int rows) {
    keys = new long[rows];
    sizes = new long[rows];
    seeds = new long[rows];
    marks = new int[rows];
  }

  void set(int row, long size, long seed, int mark) {
    sizes[row] = size;
    seeds[row] = seed;
    marks[row] = mark;
  }

  void mark(int row, int mark) {
    marks[row] = mark;
  }

  long size(int row) {
    return sizes[row];
  }

  long seed(int row) {
    return seeds[row];
  }

  int marks(int row) {
    return marks[row];
  }

  /** Rows with any of the bits of {@code mask}. */
  long count(int mask) {
    return Arrays.stream(marks).filter(mark -> (mark & mask) != 0).count();
  }

  void clear() {
    allocate(INITIAL_ROWS);
    used = 0;
  }
}
