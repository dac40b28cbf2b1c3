package io.tern.ledger;

import io.tern.job.TransferState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transfers of unfinished jobs in primitive columns, about 35 bytes each. A slot is where a
 * transfer's columns are while it is here; ids are consecutive, so a page holds a run of them and
 * goes once the last of its transfers has gone.
 */
final class Rows {
  static final int NONE = -1;
  private static final int BITS = 8;
  private static final int SIZE = 1 << BITS;
  private static final int MASK = SIZE - 1;

  /** Places at pool, source, destination and link are taken. */
  static final byte PLACED = 1;

  /** It holds its destination. */
  static final byte LOCKED = 2;

  /** It waits for another transfer to leave its destination. */
  static final byte BLOCKED = 4;

  /** Its back-off has not ended. */
  static final byte RESTING = 8;

  private final List<@Nullable Page> pages = new ArrayList<>();
  private final Map<Long, Integer> numbers = new HashMap<>();
  private final ArrayDeque<Integer> free = new ArrayDeque<>();
  private int size;

  private static final class Page {
    final long number;
    final @Nullable Job[] job = new Job[SIZE];
    final int[] link = new int[SIZE];
    final int[] share = new int[SIZE];
    final long[] bytes = new long[SIZE];
    final long[] destination = new long[SIZE];
    final byte[] state = new byte[SIZE];
    final int[] attempt = new int[SIZE];
    final short[] retries = new short[SIZE];
    final byte[] flags = new byte[SIZE];
    int live;

    Page(long number) {
      this.number = number;
    }
  }

  int size() {
    return size;
  }

  int add(
      long id, Job job, int link, int share, long bytes, long destination, TransferState state) {
    int number = numbers.computeIfAbsent(id >> BITS, this::openPage);
    Page page = page(number);
    int at = (int) id & MASK;
    page.job[at] = job;
    page.link[at] = link;
    page.share[at] = share;
    page.bytes[at] = bytes;
    page.destination[at] = destination;
    page.state[at] = (byte) state.ordinal();
    page.attempt[at] = 0;
    page.retries[at] = 0;
    page.flags[at] = 0;
    page.live++;
    size++;
    return number << BITS | at;
  }

  private int openPage(long number) {
    Page page = new Page(number);
    Integer reused = free.poll();
    if (reused != null) {
      pages.set(reused, page);
      return reused;
    }
    pages.add(page);
    return pages.size() - 1;
  }

  void remove(int slot) {
    int number = slot >> BITS;
    Page page = page(number);
    page.job[slot & MASK] = null;
    size--;
    if (--page.live == 0) {
      pages.set(number, null);
      numbers.remove(page.number);
      free.add(number);
    }
  }

  /** All slots that were ever used are below. */
  int slots() {
    return pages.size() << BITS;
  }

  boolean holds(int slot) {
    Page page = pages.get(slot >> BITS);
    return page != null && page.job[slot & MASK] != null;
  }

  /** {@link #NONE} for a transfer that is not here. */
  int slot(long id) {
    Integer number = numbers.get(id >> BITS);
    if (number == null || page(number).job[(int) id & MASK] == null) {
      return NONE;
    }
    return number << BITS | (int) id & MASK;
  }

  long id(int slot) {
    return page(slot >> BITS).number << BITS | slot & MASK;
  }

  Job job(int slot) {
    Job job = page(slot >> BITS).job[slot & MASK];
    if (job == null) {
      throw new IllegalStateException("slot " + slot + " holds no transfer");
    }
    return job;
  }

  int link(int slot) {
    return page(slot >> BITS).link[slot & MASK];
  }

  int share(int slot) {
    return page(slot >> BITS).share[slot & MASK];
  }

  long bytes(int slot) {
    return page(slot >> BITS).bytes[slot & MASK];
  }

  /** Its size, or -1 where the submission does not say it: with 0, as in FTS. */
  long size(int slot) {
    long bytes = bytes(slot);
    return bytes > 0 ? bytes : -1;
  }

  long destination(int slot) {
    return page(slot >> BITS).destination[slot & MASK];
  }

  TransferState state(int slot) {
    return Ledger.STATES[page(slot >> BITS).state[slot & MASK]];
  }

  void state(int slot, TransferState state) {
    page(slot >> BITS).state[slot & MASK] = (byte) state.ordinal();
  }

  int attempt(int slot) {
    return page(slot >> BITS).attempt[slot & MASK];
  }

  int retries(int slot) {
    return page(slot >> BITS).retries[slot & MASK] & 0xffff;
  }

  void tries(int slot, int attempt, int retries) {
    Page page = page(slot >> BITS);
    page.attempt[slot & MASK] = attempt;
    page.retries[slot & MASK] = (short) Math.min(retries, 0xffff);
  }

  boolean is(int slot, byte flag) {
    return (page(slot >> BITS).flags[slot & MASK] & flag) != 0;
  }

  void set(int slot, byte flag, boolean on) {
    byte[] flags = page(slot >> BITS).flags;
    int at = slot & MASK;
    flags[at] = (byte) (on ? flags[at] | flag : flags[at] & ~flag);
  }

  private Page page(int number) {
    Page page = pages.get(number);
    if (page == null) {
      throw new IllegalStateException("page " + number + " is closed");
    }
    return page;
  }
}
