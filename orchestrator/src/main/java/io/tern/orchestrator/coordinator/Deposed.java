package io.tern.orchestrator.coordinator;

/**
 * This node must not go on leading: it is fenced, or does not know whether its last step was
 * committed. It forgets what is in memory and begins again from the store and the journal.
 */
final class Deposed extends Exception {
  Deposed(String why, Throwable cause) {
    super(why, cause);
  }

  Deposed(String why) {
    super(why);
  }
}
