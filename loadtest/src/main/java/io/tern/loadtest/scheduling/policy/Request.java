package io.tern.loadtest.scheduling.policy;

/**
 * A transfer that comes to wait.
 *
 * @param slot by which it is known until it is over
 * @param links on which it may go: more than one if it has replicas
 * @param priority 1..5, 5 goes first
 * @param deadlineMs by when it should be over; {@link io.tern.job.Urgency#NO_DEADLINE} for whenever
 */
public record Request(
    int slot, int[] links, int share, int priority, long bytes, long deadlineMs) {}
