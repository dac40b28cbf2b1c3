package io.tern.loadtest.scheduling.flow;

import java.util.Arrays;

/** The copies on one link in the order in which they will have moved all they have to. */
final class Finishes {
  private double[] marks = new double[8];
  private long[] copies = new long[8];
  private int size;

  /**
   * @param mark what each copy on the link will have moved since the beginning when this one is
   *     over
   */
  void add(double mark, long copy) {
    if (size == marks.length) {
      marks = Arrays.copyOf(marks, size * 2);
      copies = Arrays.copyOf(copies, size * 2);
    }
    int at = size++;
    while (at > 0 && mark < marks[(at - 1) / 2]) {
      put(at, marks[(at - 1) / 2], copies[(at - 1) / 2]);
      at = (at - 1) / 2;
    }
    put(at, mark, copy);
  }

  boolean isDue(double mark) {
    return size > 0 && marks[0] <= mark;
  }

  double mark() {
    return marks[0];
  }

  /** Takes the first out. */
  long poll() {
    long first = copies[0];
    size--;
    double mark = marks[size];
    long copy = copies[size];
    int at = 0;
    for (int child = lesser(at); child < size && marks[child] < mark; child = lesser(at)) {
      put(at, marks[child], copies[child]);
      at = child;
    }
    put(at, mark, copy);
    return first;
  }

  private int lesser(int at) {
    int one = 2 * at + 1;
    return one + 1 < size && marks[one + 1] < marks[one] ? one + 1 : one;
  }

  private void put(int at, double mark, long copy) {
    marks[at] = mark;
    copies[at] = copy;
  }
}
