package io.tern.ledger;

import io.tern.job.JobState;
import io.tern.ledger.LedgerRecord.JobChanged;

/**
 * What clients are to see of a job from now on.
 *
 * @param atRest ended, and no attempt of it is at work any more
 */
public record Shown(JobChanged record, JobState state, boolean atRest) {}
