package io.tern.orchestrator.telemetry.catalogue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The meters of {@link Metric}'s core tier. No label is made from what users send, except the VO,
 * which is bounded: beyond {@value #MOST_VOS} they count as {@code _other}.
 */
public final class Meters {
  /** What counts for all that have no name of their own. */
  public static final String OTHER = "_other";

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
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, String> vos = new ConcurrentHashMap<>();

  private record Series(Metric metric, List<String> values) {}

  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The label of a VO. */
  public String vo(String vo) {
    return vos.computeIfAbsent(vo, name -> vos.size() < MOST_VOS ? name : OTHER);
  }

  /**
   * A counter, made at the first call.
   *
   * @param values of the metric's labels, in their order
   */
  public Counter counter(Metric metric, String... values) {
    return counters.computeIfAbsent(
        new Series(metric, List.of(values)),
        key ->
            Counter.builder(metric.base())
                .description(metric.help())
                .tags(metric.tags(values))
                .register(registry));
  }

  /** As {@link #counter}. */
  public Timer timer(Metric metric, String... values) {
    return timers.computeIfAbsent(
        new Series(metric, List.of(values)),
        key ->
            Timer.builder(metric.base())
                .description(metric.help())
                .tags(metric.tags(values))
                .serviceLevelObjectives(
                    metric.kind() == Metric.Kind.LATENCY ? LATENCIES : DURATIONS)
                .register(registry));
  }

  /** A counter that another keeps, and that is asked at each scrape, on any thread. */
  public void total(Metric metric, Supplier<Number> value, String... values) {
    FunctionCounter.builder(metric.base(), this, meters -> value.get().doubleValue())
        .description(metric.help())
        .tags(metric.tags(values))
        .register(registry);
  }

  /**
   * @param value is asked at each scrape, on any thread
   */
  public void gauge(Metric metric, Supplier<Number> value, String... values) {
    Gauge.builder(metric.base(), value)
        .description(metric.help())
        .tags(metric.tags(values))
        .strongReference(true)
        .register(registry);
  }

  public static void record(Timer timer, long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }
}
