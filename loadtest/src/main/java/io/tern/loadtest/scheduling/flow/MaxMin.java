package io.tern.loadtest.scheduling.flow;

import java.util.Arrays;

/**
 * Max-min fair rates by progressive filling (Bertsekas and Gallager, Data Networks, 6.5.2): all
 * copies rise together; a link's copies stop at their cap, and all of an end's when it is full.
 *
 * <p>Copies on one link are alike, so a link is one class of {@code count} copies. An end is one
 * direction of a storage. Not thread-safe; arrays are the caller's and only read.
 */
public final class MaxMin {
  private final int[] source;
  private final int[] destination;
  private final int[][] linksAt;

  private final double[] left;
  private final double[] waiting;
  private final double[] level;
  private final double[] filledAt;
  private final int[] heap;
  private final int[] position;
  private int ends;
  private final double[] rate;
  private final boolean[] settled;
  private final int[] byCap;

  /**
   * @param source the end each link leaves
   * @param destination the end each link enters; ends are numbered from 0 to {@code ends - 1}
   */
  public MaxMin(int[] source, int[] destination, int ends) {
    this.source = source.clone();
    this.destination = destination.clone();
    linksAt = linksAt(ends);
    left = new double[ends];
    waiting = new double[ends];
    level = new double[ends];
    filledAt = new double[ends];
    heap = new int[ends];
    position = new int[ends];
    rate = new double[source.length];
    settled = new boolean[source.length];
    byCap = new int[source.length];
    for (int i = 0; i < byCap.length; i++) {
      byCap[i] = i;
    }
  }

  private int[][] linksAt(int ends) {
    int[] count = new int[ends];
    for (int i = 0; i < source.length; i++) {
      count[source[i]]++;
      count[destination[i]]++;
    }
    int[][] at = new int[ends][];
    for (int e = 0; e < ends; e++) {
      at[e] = new int[count[e]];
    }
    for (int i = 0; i < source.length; i++) {
      at[source[i]][--count[source[i]]] = i;
      at[destination[i]][--count[destination[i]]] = i;
    }
    return at;
  }

  /**
   * @param capacity of each end
   * @param count copies on each link
   * @param cap the most that one copy on each link can move
   * @return the rate of one copy on each link, valid until the next call; on an idle link, of one
   *     that would come
   */
  public double[] rates(double[] capacity, int[] count, double[] cap) {
    begin(capacity, count);
    sortByCap(cap);
    int next = 0;
    while (ends > 0) {
      int end = heap[0];
      while (next < byCap.length && (settled[byCap[next]] || cap[byCap[next]] <= level[end])) {
        settle(byCap[next], count, Math.min(cap[byCap[next]], level[end]));
        next++;
        end = ends > 0 ? heap[0] : end;
      }
      if (ends > 0) {
        fill(end, count);
      }
    }
    offerToIdle(count, cap);
    return rate;
  }

  private void begin(double[] capacity, int[] count) {
    System.arraycopy(capacity, 0, left, 0, left.length);
    Arrays.fill(waiting, 0);
    for (int i = 0; i < count.length; i++) {
      waiting[source[i]] += count[i];
      waiting[destination[i]] += count[i];
      settled[i] = count[i] == 0;
      rate[i] = 0;
    }
    ends = 0;
    for (int e = 0; e < left.length; e++) {
      position[e] = -1;
      filledAt[e] = waiting[e] > 0 ? Double.POSITIVE_INFINITY : left[e];
      if (waiting[e] > 0) {
        level[e] = left[e] / waiting[e];
        siftUp(e, ends++);
      }
    }
  }

  /** Caps change little from call to call, so insertion is nearly linear. */
  private void sortByCap(double[] cap) {
    for (int i = 1; i < byCap.length; i++) {
      int link = byCap[i];
      int at = i;
      while (at > 0 && cap[byCap[at - 1]] > cap[link]) {
        byCap[at] = byCap[at - 1];
        at--;
      }
      byCap[at] = link;
    }
  }

  private void fill(int end, int[] count) {
    double full = level[end];
    filledAt[end] = full;
    for (int link : linksAt[end]) {
      settle(link, count, full);
    }
    if (position[end] >= 0) {
      waiting[end] = 0;
      delete(end);
    }
  }

  /** An idle link's rate is what one copy more would find there. */
  private void offerToIdle(int[] count, double[] cap) {
    for (int i = 0; i < count.length; i++) {
      if (count[i] == 0) {
        rate[i] = Math.min(cap[i], Math.min(filledAt[source[i]], filledAt[destination[i]]));
      }
    }
  }

  private void settle(int link, int[] count, double at) {
    if (settled[link]) {
      return;
    }
    settled[link] = true;
    rate[link] = at;
    take(source[link], count[link], at);
    take(destination[link], count[link], at);
  }

  private void take(int end, int count, double at) {
    if (position[end] < 0) {
      return;
    }
    left[end] = Math.max(0, left[end] - count * at);
    waiting[end] -= count;
    if (waiting[end] <= 0) {
      delete(end);
    } else {
      level[end] = Math.max(level[end], left[end] / waiting[end]);
      siftDown(end, position[end]);
    }
  }

  private void delete(int end) {
    int moved = heap[--ends];
    int at = position[end];
    position[end] = -1;
    if (moved != end) {
      siftUp(moved, at);
      siftDown(moved, position[moved]);
    }
  }

  private void siftUp(int end, int from) {
    int at = from;
    while (at > 0 && level[end] < level[heap[(at - 1) / 2]]) {
      put(heap[(at - 1) / 2], at);
      at = (at - 1) / 2;
    }
    put(end, at);
  }

  private void siftDown(int end, int from) {
    int at = from;
    for (int child = lesser(at); child < ends && level[heap[child]] < level[end]; ) {
      put(heap[child], at);
      at = child;
      child = lesser(at);
    }
    put(end, at);
  }

  private int lesser(int at) {
    int one = 2 * at + 1;
    return one + 1 < ends && level[heap[one + 1]] < level[heap[one]] ? one + 1 : one;
  }

  private void put(int end, int at) {
    heap[at] = end;
    position[end] = at;
  }
}
