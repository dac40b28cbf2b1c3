package io.tern.orchestrator.view;

import io.tern.job.JobState;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code GET /jobs} may ask (FTS REST, section "Jobs: read"). Empty fields do not filter.
 *
 * @param states empty: any
 * @param unfinishedOnly only jobs that have not ended
 * @param finishedSinceMs jobs that ended at or after this time, 0 for no window
 * @param limit most jobs returned, 0 for no limit
 */
public record JobQuery(
    Optional<String> vo,
    Optional<String> userDn,
    Optional<String> credentialId,
    Optional<String> sourceStorage,
    Optional<String> destinationStorage,
    Set<JobState> states,
    boolean unfinishedOnly,
    long finishedSinceMs,
    int limit) {}
