package io.tern.storage.tape;

import io.tern.job.FailureClass;
import io.tern.storage.http.Endpoint;
import java.util.EnumSet;
import java.util.Set;

/**
 * The WebDAV door of a tape system, which all its users share: while it is overloaded or away,
 * nobody asks it for anything. Times are nanoseconds of one clock that never goes back. Safe for
 * any thread.
 */
final class Door {
  private static final Set<FailureClass> OF_ALL =
      EnumSet.of(
          FailureClass.OVERLOADED,
          FailureClass.CONNECTION,
          FailureClass.NAME_RESOLUTION,
          FailureClass.TIMEOUT);

  private final Endpoint endpoint;
  private long quietUntil;

  Door(Endpoint endpoint, long now) {
    this.endpoint = endpoint;
    this.quietUntil = now;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  synchronized boolean isQuiet(long now) {
    return now - quietUntil < 0;
  }

  /** What one user was answered may be meant for all of them. */
  synchronized void failed(FailureClass how, long untilNanos) {
    if (OF_ALL.contains(how) && untilNanos - quietUntil > 0) {
      quietUntil = untilNanos;
    }
  }
}
