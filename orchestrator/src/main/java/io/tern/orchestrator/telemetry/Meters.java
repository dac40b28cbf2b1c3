package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * All meters of the service by their names on {@code /metrics}. No name or label is made from what
 * users send, except the VO, which is bounded: beyond {@value #MOST_VOS} they count as {@code
 * _other}.
 */
public final class Meters {
  private static final int MOST_VOS = 100;
  private static final Duration[] LATENCIES = {
    Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
    Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
    Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30)
  };
  private static final Duration[] DURATIONS = {
    Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15),
    Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1),
    Duration.ofHours(6)
  };

  private final MeterRegistry registry;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, String> vos = new ConcurrentHashMap<>();

  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The label of a VO. */
  String vo(String vo) {
    return vos.computeIfAbsent(vo, name -> vos.size() < MOST_VOS ? name : "_other");
  }

  /**
   * A counter, made at the first call.
   *
   * @param name without {@code _total}
   * @param tags name, value, name, value ...
   */
  Counter counter(String name, String help, String... tags) {
    return counters.computeIfAbsent(
        name + String.join("\u0000", tags),
        key -> Counter.builder(name).description(help).tags(tags).register(registry));
  }

  /** A timer of request-like things, with buckets from 1 ms to 30 s. */
  Timer latency(String name, String help, String... tags) {
    return timer(LATENCIES, name, help, tags);
  }

  /** A timer of transfer-like things, with buckets from 100 ms to 6 h. */
  Timer duration(String name, String help, String... tags) {
    return timer(DURATIONS, name, help, tags);
  }

  private Timer timer(Duration[] buckets, String name, String help, String... tags) {
    return timers.computeIfAbsent(
        name + String.join("\u0000", tags),
        key ->
            Timer.builder(name)
                .description(help)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry));
  }

  void gauge(String name, String help, Supplier<Number> value, String... tags) {
    Gauge.builder(name, value)
        .description(help)
        .tags(Tags.of(tags))
        .strongReference(true)
        .register(registry);
  }

  /** Answers of storages whose words no row of the failure table knows. */
  public void unknownAnswers(Supplier<Number> total) {
    FunctionCounter.builder("tern.storage.unknown.answers", total, now -> now.get().doubleValue())
        .description("Answers of storages whose words the failure table does not know")
        .register(registry);
  }

  static void record(Timer timer, long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }
}
