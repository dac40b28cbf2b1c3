package io.tern.retry;

import io.tern.job.Failure;

/**
 * Whether a failed attempt is followed by another, by FTS3's rule for the number: what the job asks
 * for if that is above 0, the server's default if it is 0, none if it is below.
 *
 * @param serverDefault retries of a job that asks for 0; >= 0
 */
public record Retries(int serverDefault, Backoff backoff) {
  public Retries {
    if (serverDefault < 0) {
      throw new IllegalArgumentException("serverDefault: " + serverDefault + " (expected: >= 0)");
    }
  }

  /** How many retries a job's transfers have. */
  public int allowed(int jobRetry) {
    return jobRetry > 0 ? jobRetry : jobRetry == 0 ? serverDefault : 0;
  }

  /**
   * @param transfer the transfer's id
   * @param used retries made before this failure
   * @param allowed see {@link #allowed}; 0 where a job's kind permits none
   * @param jobDelayMs the job's retry delay, 0 if it asks for none
   * @param nowMs when the attempt failed
   */
  public Verdict after(
      Failure failure, long transfer, int used, int allowed, long jobDelayMs, long nowMs) {
    if (!failure.retryable()) {
      return new Verdict.GiveUp("the failure is final: " + failure.failureClass());
    }
    if (used >= allowed) {
      return new Verdict.GiveUp("retries used: " + used + " of " + allowed);
    }
    long delayMs = backoff.delayMs(failure.failureClass(), transfer, used + 1, jobDelayMs);
    return new Verdict.RetryAt(nowMs + delayMs);
  }
}
