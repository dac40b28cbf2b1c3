package io.tern.queue;

import java.util.Arrays;

/** An int for every index, {@code -1} until set; growing adds pages and copies no value. */
final class PagedInts {
  private static final int PAGE_BITS = 12;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;
  private static final int[] NO_PAGE = new int[0];

  private int[][] pages = new int[0][];

  int get(int index) {
    int page = index >>> PAGE_BITS;
    return page < pages.length && pages[page].length > 0
        ? pages[page][index & (PAGE_SIZE - 1)]
        : -1;
  }

  void set(int index, int value) {
    page(index >>> PAGE_BITS)[index & (PAGE_SIZE - 1)] = value;
  }

  private int[] page(int page) {
    if (page >= pages.length) {
      grow(page + 1);
    }
    if (pages[page].length == 0) {
      pages[page] = new int[PAGE_SIZE];
      Arrays.fill(pages[page], -1);
    }
    return pages[page];
  }

  private void grow(int needed) {
    int old = pages.length;
    pages = Arrays.copyOf(pages, Math.max(needed, old + (old >> 1) + 1));
    Arrays.fill(pages, old, pages.length, NO_PAGE);
  }
}
