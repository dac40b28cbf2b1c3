package io.tern.job;

/** How the transfers of a job depend on each other; the letter is FTS's {@code job_type}. */
public enum JobKind {
  REGULAR('N'),
  /** Alternatives of one file: one success finishes the job. */
  MULTIPLE_REPLICA('R'),
  /** A chain: each transfer is released by the one before. */
  MULTI_HOP('H'),
  /** Treated as regular; connections are kept open anyway. */
  SESSION_REUSE('Y');

  private final char letter;

  JobKind(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }
}
