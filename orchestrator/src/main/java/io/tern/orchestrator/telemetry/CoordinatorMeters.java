package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.tern.job.TransferState;
import io.tern.ledger.Ledger;
import io.tern.orchestrator.coordinator.CoordinatorMeter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the coordinator of this node tells. */
public final class CoordinatorMeters implements CoordinatorMeter {
  private final Meters meters;
  private final Timer step;
  private final Counter records;
  private final AtomicLong stale = new AtomicLong();
  private final AtomicLong leads = new AtomicLong();
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final Map<String, AtomicLong> files = new ConcurrentHashMap<>();
  private final Map<String, Ended> ended = new ConcurrentHashMap<>();

  public CoordinatorMeters(Meters meters) {
    this.meters = meters;
    step = meters.latency("tern.step.seconds", "From the decision of a step to its commit.");
    records = meters.counter("tern.step.records", "Records and dispatches that steps wrote.");
    meters.gauge("tern.leader", "1 on the node that decides.", leads::get);
    meters.gauge(
        "tern.late.outcomes", "Reports that came after their attempt was over.", stale::get);
    meters.gauge(
        "tern.kafka.lag.records", "Commands not applied yet.", lag::get, "topic", "commands");
    meters.gauge("tern.slots", "Transfers that hold places.", running::get, "kind", "used");
    meters.gauge("tern.queued", "Transfers that wait for a place.", waiting::get);
  }

  @Override
  public void committed(int written, long nanos) {
    Meters.record(step, nanos);
    records.increment(written);
  }

  @Override
  public void poison(String topic) {
    meters
        .counter("tern.poison.records", "Records that made no sense, passed over.", "topic", topic)
        .increment();
  }

  @Override
  public void stale(long total) {
    stale.set(total);
  }

  @Override
  public void leading(boolean now) {
    leads.set(now ? 1 : 0);
  }

  @Override
  public void lag(long commands) {
    lag.set(commands);
  }

  @Override
  public void state(Ledger ledger) {
    running.set(ledger.scheduler().running());
    waiting.set(ledger.scheduler().waiting());
    for (String vo : ledger.tally().vos()) {
      for (TransferState state : TransferState.values()) {
        files(vo, state).set(ledger.tally().of(vo, state));
        if (state.isTerminal()) {
          ended(vo, state).count(ledger.tally().ended(vo, state));
        }
      }
    }
  }

  private Ended ended(String vo, TransferState outcome) {
    String label = meters.vo(vo);
    return ended.computeIfAbsent(
        label + "\u0000" + outcome,
        key ->
            new Ended(
                meters.counter(
                    "tern.files.ended",
                    "Transfers that ended, as this node saw it.",
                    "vo",
                    label,
                    "outcome",
                    outcome.name())));
  }

  /** Follows a ledger's own count, which begins at 0 whenever a ledger is made anew. */
  private static final class Ended {
    private final Counter counter;
    private long seen;

    Ended(Counter counter) {
      this.counter = counter;
    }

    void count(long now) {
      counter.increment(now < seen ? now : now - seen);
      seen = now;
    }
  }

  private AtomicLong files(String vo, TransferState state) {
    String label = meters.vo(vo);
    return files.computeIfAbsent(
        label + "\u0000" + state,
        key -> {
          AtomicLong value = new AtomicLong();
          meters.gauge(
              "tern.files",
              "Transfers of unfinished jobs.",
              value::get,
              "vo",
              label,
              "state",
              state.name());
          return value;
        });
  }
}
