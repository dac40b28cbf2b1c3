package io.tern.orchestrator.api.v1;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.tern.orchestrator.api.exchange.Action;
import io.tern.orchestrator.api.exchange.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each principal may ask: so many requests in each second, on this node. */
final class RateLimits {
  /** Principals remembered; beyond, those who have not asked for longest begin anew. */
  private static final int PRINCIPALS = 10_000;

  private final RateLimiterConfig config;
  private final Map<String, RateLimiter> limiters =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
          return size() > PRINCIPALS;
        }
      };

  RateLimits(int perSecond) {
    config =
        RateLimiterConfig.custom()
            .limitForPeriod(perSecond)
            .limitRefreshPeriod(Duration.ofSeconds(1))
            .timeoutDuration(Duration.ZERO)
            .build();
  }

  /** The action, refused with 429 to a principal who asks too often. */
  Action hold(Action action) {
    return exchange -> {
      if (!of(exchange.caller().userDn()).acquirePermission()) {
        exchange.request().response().putHeader("Retry-After", "1");
        throw new Refusal(
            429,
            "over " + config.getLimitForPeriod() + " requests in one second (limit of a user)");
      }
      return action.on(exchange);
    };
  }

  private RateLimiter of(String principal) {
    synchronized (limiters) {
      return limiters.computeIfAbsent(principal, name -> RateLimiter.of("api", config));
    }
  }
}
