package io.tern.orchestrator.coordinator;

/** What the coordinator counts; bound to meters at the edge. Any thread may read them later. */
public interface CoordinatorMeter {
  /** Counts nothing. */
  CoordinatorMeter NONE = new CoordinatorMeter() {};

  default void committed(int records, long nanos) {}

  default void poison(String topic) {}

  default void stale(long total) {}

  default void leading(boolean leads) {}

  default void lag(long commands) {}

  /** Unfinished transfers by VO and state, and how they are placed; called about once a second. */
  default void state(io.tern.ledger.Ledger ledger) {}
}
