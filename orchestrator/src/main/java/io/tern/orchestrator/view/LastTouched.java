package io.tern.orchestrator.view;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The number of the batch that touched a job last. Jobs share places, by their ids, so a number may
 * be too high, and never too low. Numbers grow. One thread writes, any reads.
 */
final class LastTouched {
  /** Half a megabyte: with 2,000 jobs touched each second a place is touched twice a minute. */
  private static final int PLACES = 1 << 16;

  private final AtomicLongArray batches = new AtomicLongArray(PLACES);

  void touch(UUID job, long batch) {
    batches.set(place(job), batch);
  }

  long of(UUID job) {
    return batches.get(place(job));
  }

  private static int place(UUID job) {
    int hash = job.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
