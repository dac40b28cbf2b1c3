package io.tern.job;

/** The states of a transfer, by FTS's names ({@code file_state}). Ordinals are never stored. */
public enum TransferState {
  TOKEN_PREP,
  STAGING,
  STARTED,
  SUBMITTED,
  FORCE_START,
  READY,
  ACTIVE,
  ARCHIVING,
  FINISHED,
  FAILED,
  CANCELED,
  NOT_USED,
  ON_HOLD,
  ON_HOLD_STAGING;

  public boolean isTerminal() {
    return this == FINISHED || this == FAILED || this == CANCELED;
  }

  /** An attempt of it may be at work at a storage. */
  public boolean isRunning() {
    return this == READY || this == ACTIVE || this == STARTED || this == ARCHIVING;
  }
}
