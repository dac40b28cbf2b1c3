package io.tern.orchestrator.coordinator;

import io.tern.orchestrator.view.Expired;
import io.tern.orchestrator.view.LocalStore;
import java.util.List;

/**
 * Says what is removed of jobs that ended long ago: a slice at a time while there is more, then
 * nothing for a while. One thread.
 */
final class Retention {
  private static final int SLICE = 500;
  private static final long LOOK_EVERY_MS = 5_000;
  private static final Expired NOTHING = new Expired(List.of(), List.of());

  private final RetentionSettings settings;
  private final LocalStore store;
  private long nextMonoMs;
  private boolean more;

  Retention(RetentionSettings settings, LocalStore store) {
    this.settings = settings;
    this.store = store;
  }

  /** Whether the last slice may not have been all. */
  boolean hasMore() {
    return more;
  }

  Expired next(long nowMs, long monoMs) {
    if (!more && monoMs < nextMonoMs) {
      return NOTHING;
    }
    Expired next = store.expired(nowMs - settings.jobs().toMillis(), settings.transfers(), SLICE);
    more = !next.isEmpty();
    nextMonoMs = monoMs + LOOK_EVERY_MS;
    return next;
  }
}
