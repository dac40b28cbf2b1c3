package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.tern.job.TransferState;
import io.tern.ledger.Ledger;
import io.tern.ledger.Tally;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Transfers by VO and state, and how many ended; and whether these books agree. */
final class StateMeters {
  private static final TransferState[] STATES = TransferState.values();

  private final Meters meters;
  private final Map<String, Map<TransferState, AtomicLong>> files = new ConcurrentHashMap<>();
  private final Map<String, long[]> seen = new ConcurrentHashMap<>();
  private final Counter negative;
  private final Counter waiting;

  StateMeters(Meters meters) {
    this.meters = meters;
    negative = meters.counter(Metric.INVARIANT_VIOLATIONS, "no_count_is_negative");
    waiting = meters.counter(Metric.INVARIANT_VIOLATIONS, "who_waits_is_submitted");
  }

  void show(Ledger ledger) {
    Tally tally = ledger.tally();
    Map<String, long[]> sums = new HashMap<>();
    files.keySet().forEach(label -> sums.put(label, new long[STATES.length]));
    for (String vo : tally.vos()) {
      long[] sum = sums.computeIfAbsent(meters.vo(vo), label -> new long[STATES.length]);
      for (TransferState state : STATES) {
        sum[state.ordinal()] += tally.of(vo, state);
      }
      ended(tally, vo, meters.vo(vo));
    }
    sums.forEach((label, sum) ->
        files
            .computeIfAbsent(label, this::newStates)
            .forEach((state, count) -> count.set(sum[state.ordinal()])));
  }

  /** Keeps up with what others count, without counting it again. */
  void follow(Ledger ledger) {
    for (String vo : ledger.tally().vos()) {
      long[] last = last(vo);
      for (TransferState state : STATES) {
        last[state.ordinal()] = ledger.tally().ended(vo, state);
      }
    }
  }

  /** A tally begins at 0 whenever a ledger is made anew. */
  private void ended(Tally tally, String vo, String label) {
    long[] last = last(vo);
    for (TransferState state : STATES) {
      if (state.isTerminal()) {
        long now = tally.ended(vo, state);
        long before = last[state.ordinal()];
        last[state.ordinal()] = now;
        meters
            .counter(Metric.FILES_ENDED, label, state.name())
            .increment(now < before ? now : now - before);
      }
    }
  }

  private long[] last(String vo) {
    return seen.computeIfAbsent(vo, v -> new long[STATES.length]);
  }

  private Map<TransferState, AtomicLong> newStates(String label) {
    Map<TransferState, AtomicLong> states = new ConcurrentHashMap<>();
    for (TransferState state : STATES) {
      AtomicLong count = new AtomicLong();
      states.put(state, count);
      meters.gauge(Metric.FILES, count::get, label, state.name());
    }
    return states;
  }

  void check(Ledger ledger) {
    Tally tally = ledger.tally();
    for (TransferState state : STATES) {
      if (tally.in(state) < 0) {
        negative.increment();
      }
    }
    int mayWait = tally.in(TransferState.SUBMITTED) + tally.in(TransferState.FORCE_START);
    if (ledger.scheduler().waiting() > mayWait) {
      waiting.increment();
    }
  }

  void hide() {
    files.values().forEach(states -> states.values().forEach(count -> count.set(0)));
  }
}
