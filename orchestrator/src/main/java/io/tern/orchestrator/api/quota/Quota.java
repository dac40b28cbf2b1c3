package io.tern.orchestrator.api.quota;

/**
 * What a VO may ask of one node; {@link Integer#MAX_VALUE} or {@link Long#MAX_VALUE}: as much as
 * the node bears.
 *
 * @param submissionsPerSecond jobs submitted in each second, from 1
 * @param body bytes of one submission, beyond which it gets 413
 * @param eventStreams open at once
 * @param queuedTransfers of unfinished jobs in the whole service, beyond which no job is taken
 */
public record Quota(int submissionsPerSecond, long body, int eventStreams, long queuedTransfers) {
  public static final Quota NONE =
      new Quota(Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
}
