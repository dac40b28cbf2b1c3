package io.tern.ledger;

import io.tern.job.JobState;

/**
 * How a job that is over compares with what was foretold and wanted of it.
 *
 * @param estimate how good the estimate was that this leader made when it accepted the job
 * @param deadline what became of its deadline
 */
public record Hindsight(Estimate estimate, Deadline deadline) {
  /** How far the foretold time from acceptance to end was off, as a part of the real one. */
  public enum Estimate {
    TENTH,
    HALF,
    MORE,
    /** Nothing was foretold, or the job did not finish. */
    NONE
  }

  /** Whether all was there in time. */
  public enum Deadline {
    MET,
    MISSED,
    /** There was none, or its user gave up. */
    NONE
  }

  private static final double TENTH = 0.1;
  private static final double HALF = 0.5;

  static Hindsight of(Job job, JobState end, long atMs) {
    return new Hindsight(estimate(job, end, atMs), deadline(job, end, atMs));
  }

  private static Estimate estimate(Job job, JobState end, long atMs) {
    if (end != JobState.FINISHED || job.foreseenMs == 0) {
      return Estimate.NONE;
    }
    double tookMs = Math.max(1, atMs - job.record.acceptedMs());
    double off = Math.abs(job.foreseenMs - atMs) / tookMs;
    if (off <= TENTH) {
      return Estimate.TENTH;
    }
    return off <= HALF ? Estimate.HALF : Estimate.MORE;
  }

  private static Deadline deadline(Job job, JobState end, long atMs) {
    if (!job.terms.hasDeadline() || end == JobState.CANCELED) {
      return Deadline.NONE;
    }
    boolean met = end == JobState.FINISHED && atMs <= job.terms.deadlineMs();
    return met ? Deadline.MET : Deadline.MISSED;
  }
}
