package io.tern.orchestrator.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What to look at when: thousands of attempts that wait minutes for a storage are not walked over
 * at each tick. Times inside a slot are not told apart. For one loop.
 */
final class Agenda<T> {
  private final long originNanos;
  private final long slotNanos;
  private final NavigableMap<Long, Set<T>> slots = new TreeMap<>();
  private final Map<T, Long> slotOf = new HashMap<>();

  Agenda(long nowNanos, Duration slot) {
    this.originNanos = nowNanos;
    this.slotNanos = slot.toNanos();
  }

  /** {@code one} is to be looked at by then, which earlier notes may see to. */
  void note(T one, long atNanos) {
    long slot = slot(atNanos);
    Long noted = slotOf.get(one);
    if (noted == null || slot < noted) {
      forget(one);
      slotOf.put(one, slot);
      slots.computeIfAbsent(slot, first -> new HashSet<>()).add(one);
    }
  }

  void forget(T one) {
    Long slot = slotOf.remove(one);
    Set<T> beside = slot == null ? null : slots.get(slot);
    if (beside != null && beside.remove(one) && beside.isEmpty()) {
      slots.remove(slot);
    }
  }

  /** Those whose time has come, the earliest first; they are noted no more. */
  List<T> due(long nowNanos) {
    List<T> due = new ArrayList<>();
    long now = slot(nowNanos);
    while (!slots.isEmpty() && slots.firstKey() <= now) {
      due.addAll(slots.pollFirstEntry().getValue());
    }
    due.forEach(slotOf::remove);
    return due;
  }

  private long slot(long nanos) {
    return Math.floorDiv(nanos - originNanos, slotNanos);
  }
}
