package io.tern.loadtest.scheduling.world;

import io.tern.job.Failure;

/** Sees what really happens, to measure it. */
public interface Witness {
  /**
   * @param doomed a storage does not serve, so that it cannot succeed
   * @param waitedMs since it came to wait first
   */
  void started(int link, int share, boolean doomed, long waitedMs, long nowMs);

  /** A copy is complete and verified; its bytes flowed since {@code fromMs}. */
  void done(int link, int share, long bytes, long fromMs, long nowMs);

  void failed(int link, int share, Failure failure, long moved, long nowMs);

  /**
   * A second or more has passed.
   *
   * @param running attempts that hold a place at each end
   */
  void step(long fromMs, long toMs, int[] running);
}
