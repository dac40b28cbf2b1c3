package io.tern.orchestrator.coordinator;

import io.tern.ledger.Ledger;
import io.tern.ledger.Step;
import io.tern.pilot.Windows;

/** What the coordinator counts; bound to meters at the edge. Any thread may read them later. */
public interface CoordinatorMeter {
  /** What a leader hears, by the topic that it comes on, whatever prefix that has. */
  enum Heard {
    COMMANDS,
    REPORTS,
    PROGRESS
  }

  /** Counts nothing. */
  CoordinatorMeter NONE = new CoordinatorMeter() {};

  default void committed(int records, long nanos) {}

  /** What a committed step decided, and the ledger after it. */
  default void decided(Step step, Ledger ledger) {}

  /** A record made no sense and was passed over. */
  default void poison(Heard heard) {}

  default void stale(long total) {}

  default void leading(boolean leads) {}

  default void lag(long commands) {}

  /** What copies have taught this leader; called right before {@link #state}. */
  default void windows(Windows windows) {}

  /** Agents whose leases run: heard of lately, or silent. */
  default void agents(int heard, int silent) {}

  /** Unfinished transfers by VO and state, and how they are placed; called about once a second. */
  default void state(Ledger ledger) {}
}
