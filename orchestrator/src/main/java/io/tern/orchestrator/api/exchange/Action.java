package io.tern.orchestrator.api.exchange;

import io.vertx.core.Future;

/** What a route does for one method. */
@FunctionalInterface
public interface Action {

  /**
   * Answers the request; called on its event loop. A failed future, or an exception thrown, is
   * answered by the router.
   */
  Future<Void> on(Exchange exchange);
}
