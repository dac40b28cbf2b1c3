package io.tern.orchestrator.api.submission;

import java.time.Duration;

/**
 * What a submission may cost. Sizes are in bytes.
 *
 * @param body whole body
 * @param depth nesting of its JSON
 * @param string one string or name
 * @param transfers of one job
 * @param stagingMargin how much longer than it may be brought online a job waits in queue, if it
 *     says both; zero: no rule
 * @param part what a finished part holds about
 * @param entry what the transfers of one entry of {@code files} take in the log; under the 512 KiB
 *     of a part by the room that a job's own texts need
 * @param partsInFlight parts sent and not yet acknowledged before the client has to wait
 * @param held finished parts kept back until {@code params} has told how the job's id is made
 * @param jobMetadata serialised {@code job_metadata}
 * @param tokens of its owner that are kept; more are not taken
 * @param seconds from the first to the last byte of the body
 */
public record Limits(
    long body,
    int depth,
    int string,
    int transfers,
    Duration stagingMargin,
    int part,
    int entry,
    int partsInFlight,
    int held,
    int jobMetadata,
    int fileMetadata,
    int stagingMetadata,
    int archiveMetadata,
    int tokens,
    int seconds) {

  public static final Limits DEFAULT =
      new Limits(
          256L << 20,
          32,
          64 << 10,
          10_000_000,
          Duration.ZERO,
          64 << 10,
          384 << 10,
          4,
          4 << 20,
          2048,
          4096,
          1024,
          1024,
          50_000,
          900);

  /** The same with a body of no more than {@code most}. */
  Limits withBody(long most) {
    return most >= body
        ? this
        : new Limits(
            most,
            depth,
            string,
            transfers,
            stagingMargin,
            part,
            entry,
            partsInFlight,
            held,
            jobMetadata,
            fileMetadata,
            stagingMetadata,
            archiveMetadata,
            tokens,
            seconds);
  }
}
