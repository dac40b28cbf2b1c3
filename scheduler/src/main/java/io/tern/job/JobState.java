package io.tern.job;

/** The states of a job, by FTS's names ({@code job_state}). */
public enum JobState {
  STAGING,
  SUBMITTED,
  READY,
  ACTIVE,
  ARCHIVING,
  FINISHED,
  FAILED,
  FINISHEDDIRTY,
  CANCELED;

  public boolean isTerminal() {
    return this == FINISHED || this == FAILED || this == FINISHEDDIRTY || this == CANCELED;
  }
}
