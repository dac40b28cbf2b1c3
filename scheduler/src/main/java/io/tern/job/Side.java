package io.tern.job;

/** At whom a failure lies; FTS writes these words before its error texts as the scope. */
public enum Side {
  SOURCE,
  DESTINATION,
  /** Between the two. */
  TRANSFER,
  /** Tern itself, or a request that no storage could serve. */
  GENERAL_FAILURE
}
