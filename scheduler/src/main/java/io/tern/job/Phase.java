package io.tern.job;

/** Where in an attempt a failure happened. */
public enum Phase {
  TRANSFER_PREPARATION,
  TRANSFER,
  TRANSFER_FINALIZATION,
  STAGING,
  ARCHIVING,
  /** Before or after any attempt: in the queue, by an operator, by a lost agent. */
  TRANSFER_SERVICE
}
