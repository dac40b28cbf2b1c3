package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.exchange.Action;
import io.tern.orchestrator.api.quota.Rates;

/**
 * How often each principal may ask.
 *
 * @param perSecond on this node
 */
record RateLimits(int perSecond, Rates rates) {

  /** The action, refused with 429 to a principal who asks too often. */
  Action hold(Action action) {
    return exchange -> {
      rates.take(exchange.caller().userDn(), perSecond, "requests in one second (limit of a user)");
      return action.on(exchange);
    };
  }
}
