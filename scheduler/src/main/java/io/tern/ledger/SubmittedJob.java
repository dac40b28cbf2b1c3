package io.tern.ledger;

import io.tern.job.JobKind;
import io.tern.job.Urgency;

/**
 * What the last part of a submission says of the whole job, as far as it decides anything.
 *
 * @param parts how many there are
 * @param transfers in all parts
 * @param digest over the destination hashes in order
 * @param user the submitter's name
 * @param priority 1 to 5, 5 first
 * @param retry attempts after a failure: above 0 that many, 0 the server's default, below 0 none
 * @param expiresMs end of the time in queue, 0 for none
 * @param tokensEndMs when no transfer of it has all its tokens any more, 0 for never
 * @param deadlineMs by when the user wants it, {@link Urgency#NO_DEADLINE} for whenever
 * @param staging whether sources are brought online first
 * @param archiveTimeoutS how long to wait for the copy on tape, below 0 not at all
 * @param timeoutS of one copy, 0: by size
 * @param fanOut multiple replicas of one source: each destination is written
 * @param orderly replicas are tried in the order given, not by queue length
 * @param sole it is refused when a destination of it is to be written by an unfinished transfer of
 *     another such job, or by two of its own
 */
public record SubmittedJob(
    int parts,
    int transfers,
    long digest,
    String vo,
    String user,
    JobKind kind,
    int priority,
    int retry,
    int retryDelayS,
    long expiresMs,
    long tokensEndMs,
    long deadlineMs,
    boolean staging,
    int bringOnlineS,
    int archiveTimeoutS,
    int timeoutS,
    boolean fanOut,
    boolean orderly,
    boolean sole) {

  boolean hasTokensThatEnd() {
    return tokensEndMs > 0;
  }

  boolean hasDeadline() {
    return deadlineMs != Urgency.NO_DEADLINE;
  }
}
