package io.tern.queue;

/**
 * The waiting transfers of all queues. A queue is a small non-negative number; inside it higher
 * priorities come first and equal ones in the order of their arrival. A transfer is a slot, in at
 * most one queue at a time, and costs 16 bytes. Every operation but {@link #ahead} and {@link
 * #size(int)} takes the same few steps however much waits.
 */
public final class Queues {
  public static final int LOWEST_PRIORITY = 1;
  public static final int HIGHEST_PRIORITY = 5;

  private static final int NONE = -1;

  private final PagedInts next = new PagedInts();
  private final PagedInts previous = new PagedInts();
  private final PagedInts listOf = new PagedInts();
  private final PagedInts bytesOf = new PagedInts();

  private final PagedInts head = new PagedInts();
  private final PagedInts tail = new PagedInts();
  private final PagedInts last = new PagedInts();

  private int waiting;

  /**
   * Puts a slot behind the others of its priority.
   *
   * @param bytes the transfer's size (kept to seven digits), or -1 if unknown
   */
  public void addLast(int slot, int queue, int priority, long bytes) {
    int list = admit(slot, queue, priority, bytes);
    int before = tail.get(list);
    link(before, slot, list);
    link(slot, NONE, list);
    count(list, 1);
  }

  /** Puts a slot before the others of its priority. */
  public void addFirst(int slot, int queue, int priority, long bytes) {
    int list = admit(slot, queue, priority, bytes);
    int after = head.get(list);
    link(slot, after, list);
    link(NONE, slot, list);
    count(list, 1);
  }

  private int admit(int slot, int queue, int priority, long bytes) {
    if (priority < LOWEST_PRIORITY || priority > HIGHEST_PRIORITY) {
      throw new IllegalArgumentException("priority: " + priority + " (expected: 1..5)");
    }
    if (contains(slot)) {
      throw new IllegalStateException("slot: " + slot + " (expected: one that does not wait)");
    }
    int list = list(queue, priority);
    listOf.set(slot, list);
    bytesOf.set(slot, Float.floatToRawIntBits((float) bytes));
    return list;
  }

  /** Takes a waiting slot out of its queue. */
  public void remove(int slot) {
    int list = listOf(slot);
    link(previous.get(slot), next.get(slot), list);
    listOf.set(slot, NONE);
    count(list, -1);
  }

  /** Makes two neighbours; {@code NONE} stands for the end of the list on that side. */
  private void link(int before, int after, int list) {
    if (before == NONE) {
      head.set(list, after);
    } else {
      next.set(before, after);
    }
    if (after == NONE) {
      tail.set(list, before);
    } else {
      previous.set(after, before);
    }
  }

  private void count(int list, int change) {
    last.set(list, last.get(list) + change);
    waiting += change;
  }

  public boolean contains(int slot) {
    return listOf.get(slot) != NONE;
  }

  /** The queue a waiting slot is in. */
  public int queue(int slot) {
    return listOf(slot) / HIGHEST_PRIORITY;
  }

  public int priority(int slot) {
    return listOf(slot) % HIGHEST_PRIORITY + 1;
  }

  /** The size given with a waiting slot, to seven digits; -1 if unknown. */
  public long bytes(int slot) {
    return (long) Float.intBitsToFloat(bytesOf.get(slot));
  }

  /** The highest priority that waits in a queue; 0 if it is empty. */
  public int topPriority(int queue) {
    for (int priority = HIGHEST_PRIORITY; priority >= LOWEST_PRIORITY; priority--) {
      if (head.get(list(queue, priority)) != NONE) {
        return priority;
      }
    }
    return 0;
  }

  /** The slot whose turn it is in a queue; -1 if it is empty. */
  public int first(int queue) {
    int priority = topPriority(queue);
    return priority == 0 ? NONE : head.get(list(queue, priority));
  }

  /** The slot that has waited longest of a priority in a queue; -1 if none waits. */
  public int first(int queue, int priority) {
    return head.get(list(queue, priority));
  }

  /** How many wait in all queues. */
  public int size() {
    return waiting;
  }

  /** How many wait in one queue. */
  public int size(int queue) {
    return waitingFrom(LOWEST_PRIORITY, queue);
  }

  /**
   * How many of its queue go before a waiting slot; counting stops at {@code limit} among those of
   * the same priority.
   */
  public int ahead(int slot, int limit) {
    int equals = 0;
    for (int at = previous.get(slot); at != NONE && equals < limit; at = previous.get(at)) {
      equals++;
    }
    return equals + waitingFrom(priority(slot) + 1, queue(slot));
  }

  private int waitingFrom(int lowest, int queue) {
    int sum = 0;
    for (int priority = lowest; priority <= HIGHEST_PRIORITY; priority++) {
      sum += last.get(list(queue, priority)) + 1;
    }
    return sum;
  }

  private int listOf(int slot) {
    int list = listOf.get(slot);
    if (list == NONE) {
      throw new IllegalStateException("slot: " + slot + " (expected: one that waits)");
    }
    return list;
  }

  private static int list(int queue, int priority) {
    return queue * HIGHEST_PRIORITY + priority - 1;
  }
}
