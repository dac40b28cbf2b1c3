package io.tern.loadtest.scheduling.world;

import io.tern.job.Failure;
import io.tern.loadtest.scheduling.policy.Request;

/** Sees what really happens, to measure it. */
public interface Witness {
  /**
   * Work is wanted at a storage by a time; its transfers come to wait next.
   *
   * @param feasible whether its share could copy it in that time by the share-fair bound
   */
  void wanted(int storage, int share, long deadlineMs, boolean feasible);

  /** A transfer comes to wait. */
  void queued(Request request, long nowMs);

  /**
   * @param doomed a storage does not serve, so that it cannot succeed
   * @param first the transfer's first attempt
   * @param waitedMs since it came to wait first
   */
  void started(int link, Request request, boolean doomed, boolean first, long waitedMs, long nowMs);

  /** A copy is complete and verified; its bytes flowed since {@code fromMs}. */
  void done(int link, Request request, long fromMs, long nowMs);

  void failed(int link, int share, Failure failure, long moved, long nowMs);

  /**
   * A second or more has passed.
   *
   * @param running attempts that hold a place at each end
   */
  void step(long fromMs, long toMs, int[] running);
}
