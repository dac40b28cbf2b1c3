package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.tern.ledger.Ledger;
import io.tern.ledger.Step;
import io.tern.orchestrator.api.quota.QuotaMeter;
import io.tern.orchestrator.api.quota.Quotas;
import io.tern.orchestrator.coordinator.CoordinatorMeter;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import io.tern.pilot.Windows;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the coordinator of this node tells. A follower's ledger moves too, but only the leader's is
 * shown, so that sums over nodes make sense. The coordinator's thread alone calls.
 */
final class CoordinatorMeters implements CoordinatorMeter {
  private static final long SURVEY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Meters meters;
  private final LongSupplier nowMs;
  private final Traffic traffic;
  private final Quotas queues;
  private final Timer step;
  private final Counter records;
  private final Counter late;
  private final StepMeters steps;
  private final StateMeters states;
  private final WindowMeters decisions;
  private final AtomicLong leads = new AtomicLong();
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong places = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong heard = new AtomicLong();
  private final AtomicLong silent = new AtomicLong();
  private volatile Map<String, Double> queued = Map.of();
  private Windows windows = Windows.NONE;
  private long stale;
  private long surveyedNanos = System.nanoTime() - SURVEY_NANOS;

  /**
   * @param nowMs wall clock, since the epoch
   */
  CoordinatorMeters(
      Meters meters, LongSupplier nowMs, Traffic traffic, QuotaMeters quotas, Quotas queues) {
    this.meters = meters;
    this.nowMs = nowMs;
    this.traffic = traffic;
    this.queues = queues;
    quotas.show(QuotaMeter.Kind.QUEUED_TRANSFERS, () -> queued);
    step = meters.timer(Metric.STEP);
    records = meters.counter(Metric.STEP_RECORDS);
    late = meters.counter(Metric.LATE_OUTCOMES);
    steps = new StepMeters(meters, traffic.troubles());
    states = new StateMeters(meters);
    decisions = new WindowMeters(meters);
    meters.counter(Metric.LEADER_CHANGES);
    // A rate does not see what a counter is born with.
    for (Heard what : Heard.values()) {
      poisoned(what);
    }
    meters.gauge(Metric.LEADER, leads::get);
    meters.gauge(Metric.KAFKA_LAG, lag::get, "commands");
    meters.gauge(Metric.SLOTS, running::get, "used");
    meters.gauge(Metric.SLOTS, places::get, "limit");
    meters.gauge(Metric.QUEUED, waiting::get);
    meters.gauge(Metric.AGENTS, heard::get, "heard");
    meters.gauge(Metric.AGENTS, silent::get, "silent");
  }

  @Override
  public void committed(int written, long nanos) {
    Meters.record(step, nanos);
    records.increment(written);
  }

  @Override
  public void decided(Step decided, Ledger ledger) {
    steps.count(decided, ledger, nowMs.getAsLong());
  }

  @Override
  public void poison(Heard what) {
    poisoned(what).increment();
  }

  private Counter poisoned(Heard what) {
    return meters.counter(Metric.POISON_RECORDS, what.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void stale(long total) {
    late.increment(total < stale ? total : total - stale);
    stale = total;
  }

  @Override
  public void leading(boolean now) {
    leads.set(now ? 1 : 0);
    if (now) {
      meters.counter(Metric.LEADER_CHANGES).increment();
    } else {
      stale = 0;
      windows = Windows.NONE;
      decisions.forget();
      hide();
    }
  }

  private void hide() {
    running.set(0);
    places.set(0);
    waiting.set(0);
    agents(0, 0);
    states.hide();
    queued = Map.of();
    traffic.standings(Standings.NONE);
  }

  @Override
  public void windows(Windows found) {
    windows = found;
    decisions.show(found);
  }

  @Override
  public void lag(long commands) {
    lag.set(commands);
  }

  @Override
  public void agents(int heardLately, int silentNow) {
    heard.set(heardLately);
    silent.set(silentNow);
  }

  @Override
  public void state(Ledger ledger) {
    if (leads.get() == 0) {
      states.follow(ledger);
      return;
    }
    running.set(ledger.scheduler().running());
    places.set(ledger.scheduler().pool().ceiling());
    waiting.set(ledger.scheduler().waiting());
    states.show(ledger);
    survey(ledger);
  }

  /** What takes time by links is looked at now and then. */
  private void survey(Ledger ledger) {
    long now = System.nanoTime();
    if (now - surveyedNanos < SURVEY_NANOS) {
      return;
    }
    surveyedNanos = now;
    states.check(ledger);
    queued = QuotaMeters.queued(queues, ledger.tally());
    traffic.standings(Standings.of(ledger, windows, Traffic.MOST_LINKS));
  }
}
