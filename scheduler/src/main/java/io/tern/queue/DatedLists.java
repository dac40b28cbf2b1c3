package io.tern.queue;

import io.tern.job.Urgency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The lists of waiting transfers that have deadlines: one for each deadline beside the undated list
 * of its queue and priority, its home. A list is here as long as it is not empty; its number is at
 * or above {@link #FIRST}, where no home's is.
 */
final class DatedLists {
  static final int FIRST = 1 << 26;

  private static final NavigableMap<Long, Integer> NONE = new TreeMap<>();

  /** By home, then by deadline. */
  private final Map<Integer, NavigableMap<Long, Integer>> lists = new HashMap<>();

  private final List<Dated> known = new ArrayList<>();
  private final ArrayDeque<Integer> free = new ArrayDeque<>();

  private static final class Dated {
    final int home;
    final long deadlineMs;
    int most;

    Dated(int home, long deadlineMs) {
      this.home = home;
      this.deadlineMs = deadlineMs;
    }
  }

  /** So many are in a list now. */
  void counted(int list, int size) {
    Dated dated = known.get(list - FIRST);
    dated.most = Math.max(dated.most, size);
  }

  /** How many were in a list at most. */
  int most(int list) {
    return known.get(list - FIRST).most;
  }

  static boolean isDated(int list) {
    return list >= FIRST;
  }

  /** The list of a deadline, new if there is none. */
  int list(int home, long deadlineMs) {
    return lists
        .computeIfAbsent(home, none -> new TreeMap<>())
        .computeIfAbsent(deadlineMs, none -> open(new Dated(home, deadlineMs)));
  }

  private int open(Dated dated) {
    Integer reused = free.poll();
    if (reused != null) {
      known.set(reused - FIRST, dated);
      return reused;
    }
    known.add(dated);
    return FIRST + known.size() - 1;
  }

  /** Its last transfer has left it. */
  void close(int list) {
    NavigableMap<Long, Integer> beside = of(home(list));
    beside.remove(deadlineMs(list));
    if (beside.isEmpty()) {
      lists.remove(home(list));
    }
    free.add(list);
  }

  int home(int list) {
    return known.get(list - FIRST).home;
  }

  long deadlineMs(int list) {
    return isDated(list) ? known.get(list - FIRST).deadlineMs : Urgency.NO_DEADLINE;
  }

  /** That of the earliest deadline; the home itself if nothing dated is beside it. */
  int first(int home) {
    NavigableMap<Long, Integer> beside = of(home);
    return beside.isEmpty() ? home : beside.firstEntry().getValue();
  }

  /** Those of one home, the earliest deadline first. */
  Collection<Integer> beside(int home) {
    return of(home).values();
  }

  /** Those of one home whose deadline is earlier. */
  Collection<Integer> before(int home, long deadlineMs) {
    return of(home).headMap(deadlineMs, false).values();
  }

  private NavigableMap<Long, Integer> of(int home) {
    return lists.isEmpty() ? NONE : lists.getOrDefault(home, NONE);
  }
}
