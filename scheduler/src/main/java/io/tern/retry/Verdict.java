package io.tern.retry;

/** What becomes of a transfer whose attempt failed. */
public sealed interface Verdict {
  /** It waits again from this time on. */
  record RetryAt(long ms) implements Verdict {}

  /** It has failed. */
  record GiveUp(String reason) implements Verdict {}
}
