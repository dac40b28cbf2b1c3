package io.tern.storage.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.tern.job.StorageName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** One circuit breaker for each storage that was used lately. Safe for any thread. */
public final class Circuits {
  /** What a circuit lets through: all, nothing, or a few probes. */
  public enum State {
    CLOSED,
    OPEN,
    PROBING
  }

  private final CircuitBreakerConfig config;
  private final int most;
  private final Duration open;
  private final Map<StorageName, CircuitBreaker> breakers = new LinkedHashMap<>(16, 0.75f, true);

  public Circuits(CircuitSettings settings) {
    this.most = settings.storages();
    this.open = settings.open();
    this.config =
        CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(settings.window())
            .minimumNumberOfCalls(settings.least())
            .failureRateThreshold(settings.failureRate())
            .waitDurationInOpenState(settings.open())
            .permittedNumberOfCallsInHalfOpenState(settings.probes())
            .maxWaitDurationInHalfOpenState(settings.probing())
            .writableStackTraceEnabled(false)
            .build();
  }

  /** How long a circuit stays open before it is probed. */
  Duration open() {
    return open;
  }

  synchronized CircuitBreaker of(StorageName storage) {
    CircuitBreaker known = breakers.get(storage);
    if (known != null) {
      return known;
    }
    CircuitBreaker breaker = CircuitBreaker.of(storage.value(), config);
    breakers.put(storage, breaker);
    if (breakers.size() > most) {
      var eldest = breakers.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    return breaker;
  }

  /** A copy of the states of all storages used lately, by name. */
  public synchronized Map<StorageName, State> states() {
    Map<StorageName, State> states = new TreeMap<>();
    breakers.forEach((storage, breaker) -> states.put(storage, state(breaker)));
    return states;
  }

  private static State state(CircuitBreaker breaker) {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> State.OPEN;
      case HALF_OPEN -> State.PROBING;
      default -> State.CLOSED;
    };
  }
}
