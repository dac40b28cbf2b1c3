package io.tern.ledger;

/**
 * What an agent found at a destination before it asked for a copy: whether a later attempt finds
 * its own remains or another's file is told by it.
 *
 * @param known false until an agent has looked
 * @param size in bytes
 * @param modifiedMs as the storage says it, 0 when it does not
 */
public record Held(boolean known, boolean exists, long size, long modifiedMs) {
  public static final Held UNKNOWN = new Held(false, false, 0, 0);
}
