package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.Position;

/**
 * How far a store has come.
 *
 * @param position the last position applied; the default instance before the first
 * @param journalOffset of the next journal record to apply
 * @param recordMs when the broker appended the last record applied, wall clock
 */
public record Applied(Position position, long journalOffset, long recordMs) {
  /** Of an empty store. */
  public static final Applied NOTHING = new Applied(Position.getDefaultInstance(), 0, 0);
}
