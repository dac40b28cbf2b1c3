package io.tern.share;

import java.util.Arrays;

/**
 * Those of one priority of a lane, by their deadlines, then by what is left of their work, then by
 * their time in it, then in the order of their coming: a heap, so that anybody leaves in O(log n).
 */
final class Rank {
  private static final Turn[] NOBODY = {};

  private Turn[] heap = NOBODY;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  Turn first() {
    return heap[0];
  }

  void add(Turn turn) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size + (size >> 1) + 1);
    }
    siftUp(turn, size++);
  }

  void remove(Turn turn) {
    Turn moved = heap[--size];
    if (moved != turn) {
      siftUp(moved, turn.position);
      siftDown(moved, moved.position);
    }
    turn.position = -1;
  }

  private void siftUp(Turn turn, int from) {
    int at = from;
    while (at > 0 && turn.goesBefore(heap[(at - 1) / 2])) {
      put(heap[(at - 1) / 2], at);
      at = (at - 1) / 2;
    }
    put(turn, at);
  }

  private void siftDown(Turn turn, int from) {
    int at = from;
    for (int child = first(at); child < size && heap[child].goesBefore(turn); ) {
      put(heap[child], at);
      at = child;
      child = first(at);
    }
    put(turn, at);
  }

  /** The child that goes before the other. */
  private int first(int at) {
    int left = 2 * at + 1;
    int right = left + 1;
    return right < size && heap[right].goesBefore(heap[left]) ? right : left;
  }

  private void put(Turn turn, int at) {
    heap[at] = turn;
    turn.position = at;
  }
}
