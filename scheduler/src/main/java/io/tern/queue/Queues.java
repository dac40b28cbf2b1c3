package io.tern.queue;

import io.tern.job.Urgency;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The waiting transfers of all queues. A queue is a small non-negative number; inside it the more
 * urgent come first and equal ones in the order of their arrival. A transfer is a slot, in at most
 * one queue at a time, and costs 16 bytes. Every operation but {@link #ahead} and {@link
 * #size(int)} takes the same few steps however much waits; those with deadlines, some more by how
 * many different deadlines there are.
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
  private final DatedLists dated = new DatedLists();

  private int waiting;

  /**
   * Puts a slot behind the others that are as urgent.
   *
   * @param bytes the transfer's size (kept to seven digits), or -1 if unknown
   */
  public void addLast(int slot, int queue, Urgency urgency, long bytes) {
    int list = admit(slot, queue, urgency, bytes);
    int before = tail.get(list);
    link(before, slot, list);
    link(slot, NONE, list);
    count(list, 1);
  }

  /** Puts a slot before the others that are as urgent. */
  public void addFirst(int slot, int queue, Urgency urgency, long bytes) {
    int list = admit(slot, queue, urgency, bytes);
    int after = head.get(list);
    link(slot, after, list);
    link(NONE, slot, list);
    count(list, 1);
  }

  private int admit(int slot, int queue, Urgency urgency, long bytes) {
    int priority = urgency.priority();
    if (priority < LOWEST_PRIORITY || priority > HIGHEST_PRIORITY) {
      throw new IllegalArgumentException("priority: " + priority + " (expected: 1..5)");
    }
    if (contains(slot)) {
      throw new IllegalStateException("slot: " + slot + " (expected: one that does not wait)");
    }
    int list = list(queue, urgency);
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
    if (DatedLists.isDated(list)) {
      dated.counted(list, sizeOf(list));
      closeIfEmpty(list);
    }
  }

  private void closeIfEmpty(int list) {
    if (head.get(list) == NONE) {
      dated.close(list);
    }
  }

  public boolean contains(int slot) {
    return listOf.get(slot) != NONE;
  }

  /** The queue a waiting slot is in. */
  public int queue(int slot) {
    return home(slot) / HIGHEST_PRIORITY;
  }

  public Urgency urgency(int slot) {
    return new Urgency(home(slot) % HIGHEST_PRIORITY + 1, dated.deadlineMs(listOf(slot)));
  }

  /** The size given with a waiting slot, to seven digits; -1 if unknown. */
  public long bytes(int slot) {
    return (long) Float.intBitsToFloat(bytesOf.get(slot));
  }

  /** How urgent the slot is whose turn it is in a queue; null if it is empty. */
  public @Nullable Urgency foremost(int queue) {
    int first = first(queue);
    return first == NONE ? null : urgency(first);
  }

  /** The slot whose turn it is in a queue; -1 if it is empty. */
  public int first(int queue) {
    for (int priority = HIGHEST_PRIORITY; priority >= LOWEST_PRIORITY; priority--) {
      int first = head.get(dated.first(list(queue, priority)));
      if (first != NONE) {
        return first;
      }
    }
    return NONE;
  }

  /** Tells the first of each urgency in a queue: who has waited longest is among them. */
  public void eachFirst(int queue, IntConsumer slot) {
    for (int priority = LOWEST_PRIORITY; priority <= HIGHEST_PRIORITY; priority++) {
      int home = list(queue, priority);
      dated.beside(home).forEach(list -> slot.accept(head.get(list)));
      if (head.get(home) != NONE) {
        slot.accept(head.get(home));
      }
    }
  }

  /**
   * Of the transfers that waited in a slot's queue for its deadline when they were most, the part
   * that still does, above 0 to 1; 0 without a deadline.
   */
  public double left(int slot) {
    int list = listOf(slot);
    return DatedLists.isDated(list) ? (double) sizeOf(list) / dated.most(list) : 0;
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
   * How many of its queue go before a waiting slot; counting stops at {@code limit} among those
   * that are as urgent.
   */
  public int ahead(int slot, int limit) {
    return equalsAhead(slot, limit) + sooner(slot);
  }

  /**
   * The same without an end to the count, but in a bounded time: where more than {@code counted}
   * that are as urgent go before a slot, all of them count, those behind it too.
   */
  public int aheadAtMost(int slot, int counted) {
    int equals = equalsAhead(slot, counted);
    return (equals < counted ? equals : sizeOf(listOf(slot)) - 1) + sooner(slot);
  }

  private int equalsAhead(int slot, int limit) {
    int equals = 0;
    for (int at = previous.get(slot); at != NONE && equals < limit; at = previous.get(at)) {
      equals++;
    }
    return equals;
  }

  /** How many of its queue are more urgent. */
  private int sooner(int slot) {
    Urgency urgency = urgency(slot);
    int sooner = waitingFrom(urgency.priority() + 1, queue(slot));
    for (int list : dated.before(home(slot), urgency.deadlineMs())) {
      sooner += sizeOf(list);
    }
    return sooner;
  }

  private int waitingFrom(int lowest, int queue) {
    int sum = 0;
    for (int priority = lowest; priority <= HIGHEST_PRIORITY; priority++) {
      int home = list(queue, priority);
      sum += sizeOf(home);
      for (int list : dated.beside(home)) {
        sum += sizeOf(list);
      }
    }
    return sum;
  }

  private int sizeOf(int list) {
    return last.get(list) + 1;
  }

  private int listOf(int slot) {
    int list = listOf.get(slot);
    if (list == NONE) {
      throw new IllegalStateException("slot: " + slot + " (expected: one that waits)");
    }
    return list;
  }

  /** The undated list of a waiting slot's queue and priority. */
  private int home(int slot) {
    int list = listOf(slot);
    return DatedLists.isDated(list) ? dated.home(list) : list;
  }

  private int list(int queue, Urgency urgency) {
    int home = list(queue, urgency.priority());
    return urgency.hasDeadline() ? dated.list(home, urgency.deadlineMs()) : home;
  }

  private static int list(int queue, int priority) {
    return queue * HIGHEST_PRIORITY + priority - 1;
  }
}
