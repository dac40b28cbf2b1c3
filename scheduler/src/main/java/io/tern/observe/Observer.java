package io.tern.observe;

import io.tern.job.Failure;
import io.tern.job.StorageName;

/**
 * Hears all that an orchestrator can know of the copies it has under way, and nothing else: not
 * what a storage could carry, not who else uses it. The live service and the simulation tell the
 * same.
 *
 * <p>Slots, links and shares are numbered as at {@link io.tern.schedule.Scheduler}; times are
 * milliseconds of one clock that never goes back. An attempt is told of as {@code started}, any
 * number of times {@code moved}, then exactly one of {@code done}, {@code failed} and {@code left}.
 */
public interface Observer {
  /**
   * Its places are taken and its copy is asked for.
   *
   * @param bytes its size, or -1 if unknown
   */
  void started(int slot, int link, int share, long bytes, long nowMs);

  /**
   * A performance marker; storages send one about every 5 s.
   *
   * @param bytes moved since the attempt began
   */
  void moved(int slot, long bytes, long nowMs);

  /**
   * The file is at its destination and verified.
   *
   * @param bytes its size
   */
  void done(int slot, long bytes, long nowMs);

  /**
   * @param bytes that the attempt had moved, for nothing
   */
  void failed(int slot, Failure failure, long bytes, long nowMs);

  /** The attempt is over, and its end says nothing of its storages: stopped, or its agent lost. */
  void left(int slot, long nowMs);

  /** A storage has told how much it can still take. */
  void space(StorageName storage, long freeBytes, long nowMs);
}
