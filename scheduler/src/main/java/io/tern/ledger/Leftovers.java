package io.tern.ledger;

import java.util.ArrayDeque;
import java.util.UUID;

/** What a step had to leave to later ones, transfers by id. Found again by a new leader. */
final class Leftovers {
  /** Attempts without an agent: theirs was lost, or a tape task follows a copy. */
  final ArrayDeque<Long> orphans = new ArrayDeque<>();

  /** Those of them that are copies. */
  final ArrayDeque<Long> copies = new ArrayDeque<>();

  /** Those of them that ask a tape. */
  final ArrayDeque<Long> tapes = new ArrayDeque<>();

  /** An attempt as long as it is this agent's. */
  record Lost(long transfer, AgentId agent) {}

  /** Attempts of lost agents that are still to be taken up. */
  final ArrayDeque<Lost> unheard = new ArrayDeque<>();

  /** Attempts whose agents are still to be told to stop. */
  final ArrayDeque<Long> stops = new ArrayDeque<>();

  /** Jobs whose time in queue is over, and whose transfers are still to be cancelled. */
  final ArrayDeque<UUID> overdue = new ArrayDeque<>();

  /** Jobs that ended with transfers whose ends are still to be told. */
  final ArrayDeque<UUID> untold = new ArrayDeque<>();

  /** A job from this transfer on. */
  record Stretch(UUID job, long from) {}

  /** New jobs whose transfers are still to be held against the bans. */
  final ArrayDeque<Stretch> submitted = new ArrayDeque<>();

  /** Attempts without an agent that may get none until a ban is over. */
  final ArrayDeque<Long> barred = new ArrayDeque<>();

  boolean any() {
    return !stops.isEmpty()
        || !unheard.isEmpty()
        || !overdue.isEmpty()
        || !untold.isEmpty()
        || !submitted.isEmpty();
  }
}
