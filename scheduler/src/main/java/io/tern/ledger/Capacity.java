package io.tern.ledger;

/**
 * How many attempts an agent takes at once. Copies and tapes have places of their own, since a tape
 * takes days and costs an agent next to nothing.
 *
 * @param copies >= 0
 * @param tapes files that are being brought online or are awaited on tape, >= 0
 */
public record Capacity(int copies, int tapes) {
  int of(Task task) {
    return task == Task.COPY ? copies : tapes;
  }
}
