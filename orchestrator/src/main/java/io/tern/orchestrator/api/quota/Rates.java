package io.tern.orchestrator.api.quota;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.tern.orchestrator.api.exchange.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many of something in each second and for each name, on this node. For many threads. */
public final class Rates {
  /** Names remembered; beyond, those that have not asked for longest begin anew. */
  private static final int NAMES = 10_000;

  private final Map<String, RateLimiter> limiters =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
          return size() > NAMES;
        }
      };

  /**
   * Counts one more for {@code name}, or refuses it with 429.
   *
   * @param things what is counted, for the refusal
   */
  public void take(String name, int perSecond, String things) {
    if (!of(name, perSecond).acquirePermission()) {
      throw Refusal.later(429, "over " + perSecond + " " + things, 1);
    }
  }

  private RateLimiter of(String name, int perSecond) {
    synchronized (limiters) {
      return limiters.computeIfAbsent(name, n -> RateLimiter.of("api", config(perSecond)));
    }
  }

  private static RateLimiterConfig config(int perSecond) {
    return RateLimiterConfig.custom()
        .limitForPeriod(perSecond)
        .limitRefreshPeriod(Duration.ofSeconds(1))
        .timeoutDuration(Duration.ZERO)
        .build();
  }
}
