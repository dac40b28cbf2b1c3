package io.tern.orchestrator.api;

import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.event.Opened;
import io.vertx.core.Future;
import java.util.List;

/** The log of what credentials are used for, as far as requests use them. */
public interface UseLog {
  /**
   * Notes what a request is about to show to storages. Completes on the caller's context: once the
   * line is durable, or with {@link CommandLog.Unavailable}.
   *
   * @param request its name, such as {@code unlink}
   * @param opened not empty
   */
  Future<Void> note(Identity by, String request, List<Opened> opened);
}
