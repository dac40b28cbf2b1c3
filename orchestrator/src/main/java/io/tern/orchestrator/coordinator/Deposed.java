package io.tern.orchestrator.coordinator;

/**
 * This node must not go on leading: it is fenced, its clock is wrong, or it does not know whether
 * its last step was committed. It forgets what is in memory and begins again from the store and the
 * journal.
 */
final class Deposed extends Exception {
  private final boolean byClock;

  Deposed(String why, Throwable cause) {
    super(why, cause);
    byClock = false;
  }

  private Deposed(String why) {
    super(why);
    byClock = true;
  }

  static Deposed byClock(long offMs, long mostMs) {
    return new Deposed("clock: %d ms off the broker's (expected: <= %d)".formatted(offMs, mostMs));
  }

  /** Whether another node should lead, as long as there is one. */
  boolean isByClock() {
    return byClock;
  }
}
