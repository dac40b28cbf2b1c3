package io.tern.loadtest.scheduling.policy;

import io.tern.observe.Observer;
import io.tern.pilot.Stall;
import org.jspecify.annotations.Nullable;

/**
 * Decides which waiting transfer starts when. It is told what waits and, as an {@link Observer},
 * what becomes of what it has started; it sees nothing else. Single-threaded, without a clock.
 */
public interface Policy extends Observer {
  /** A transfer comes to wait. */
  void queued(Request request, long nowMs);

  /** Time has passed; called each second at least. */
  void tick(long nowMs);

  /** A transfer to start now; -1 if none. Asked again until none is left. */
  int next(long nowMs);

  /** The link on which a transfer has started. */
  int link(int slot);

  /** An attempt to end before its time; null if there is none. Asked again until there is none. */
  default @Nullable Stall nextToStop(long nowMs) {
    return null;
  }

  /** Whether it makes anything of markers; one that does not is spared them. */
  default boolean heedsMarkers() {
    return true;
  }

  /** Whether a transfer whose attempt failed will not be tried again. */
  boolean hasGivenUp(int slot);
}
