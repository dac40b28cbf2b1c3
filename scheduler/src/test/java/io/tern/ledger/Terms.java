package io.tern.ledger;

import io.tern.job.JobKind;
import io.tern.job.Urgency;

/**
 * What a test wants of a job; the rest is plain: priority 3, no limit, retry or wish of its own.
 * Each change gives this one back.
 */
final class Terms {
  private final JobKind kind;
  private String vo = Submission.VO;
  private int retry = -1;
  private int retryDelayS;
  private long expiresMs;
  private long tokensEndMs;
  private long deadlineMs = Urgency.NO_DEADLINE;
  private boolean staging;
  private int bringOnlineS;
  private int archiveTimeoutS = -1;
  private boolean orderly;
  private boolean sole;

  Terms(JobKind kind) {
    this.kind = kind;
  }

  Terms of(String other) {
    vo = other;
    return this;
  }

  Terms retry(int times) {
    retry = times;
    return this;
  }

  Terms retry(int times, int delayS) {
    retryDelayS = delayS;
    return retry(times);
  }

  Terms expiring(long atMs) {
    expiresMs = atMs;
    return this;
  }

  Terms opening(long untilMs) {
    tokensEndMs = untilMs;
    return this;
  }

  Terms due(long atMs) {
    deadlineMs = atMs;
    return this;
  }

  Terms staged(int withinS) {
    staging = true;
    bringOnlineS = withinS;
    return this;
  }

  Terms archived(int withinS) {
    archiveTimeoutS = withinS;
    return this;
  }

  Terms orderly() {
    orderly = true;
    return this;
  }

  Terms sole() {
    sole = true;
    return this;
  }

  SubmittedJob submitted() {
    return new SubmittedJob(
        1,
        0,
        0,
        vo,
        Submission.USER,
        kind,
        3,
        retry,
        retryDelayS,
        expiresMs,
        tokensEndMs,
        deadlineMs,
        staging,
        bringOnlineS,
        archiveTimeoutS,
        0,
        false,
        orderly,
        sole);
  }
}
