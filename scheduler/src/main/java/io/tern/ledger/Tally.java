package io.tern.ledger;

import io.tern.job.TransferState;
import java.util.HashMap;
import java.util.Map;

/**
 * How many unfinished jobs' transfers there are, by VO and state, and how many have ended since
 * this ledger was made.
 */
public final class Tally {
  private final Map<String, int[]> counts = new HashMap<>();
  private final Map<String, long[]> ended = new HashMap<>();

  void count(String vo, TransferState state, int change) {
    counts.computeIfAbsent(vo, v -> new int[Ledger.STATES.length])[state.ordinal()] += change;
  }

  void end(String vo, TransferState state) {
    ended.computeIfAbsent(vo, v -> new long[Ledger.STATES.length])[state.ordinal()]++;
  }

  /** Transfers that came to a terminal state. */
  public long ended(String vo, TransferState state) {
    long[] states = ended.get(vo);
    return states == null ? 0 : states[state.ordinal()];
  }

  public int of(String vo, TransferState state) {
    int[] states = counts.get(vo);
    return states == null ? 0 : states[state.ordinal()];
  }

  public int in(TransferState state) {
    return counts.values().stream().mapToInt(states -> states[state.ordinal()]).sum();
  }

  /** The VOs seen so far. */
  public Iterable<String> vos() {
    return counts.keySet();
  }
}
