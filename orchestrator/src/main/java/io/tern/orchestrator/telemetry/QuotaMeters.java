package io.tern.orchestrator.telemetry;

import io.tern.job.TransferState;
import io.tern.ledger.Tally;
import io.tern.orchestrator.api.quota.QuotaMeter;
import io.tern.orchestrator.api.quota.Quotas;
import io.tern.orchestrator.telemetry.catalogue.Exposition;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** How much of their quotas VOs have, and how often they asked for more. */
final class QuotaMeters implements QuotaMeter {
  private final Meters meters;
  private final Map<Kind, Supplier<Map<String, Double>>> sources = new ConcurrentHashMap<>();

  QuotaMeters(Meters meters) {
    this.meters = meters;
  }

  @Override
  public void refused(String vo, Kind quota) {
    meters.counter(Metric.QUOTA_REFUSALS, meters.vo(vo), word(quota)).increment();
  }

  @Override
  public void show(Kind quota, Supplier<Map<String, Double>> used) {
    sources.put(quota, used);
  }

  void show(Exposition out) {
    sources.forEach((quota, used) ->
        byLabel(used.get())
            .forEach((vo, part) -> out.gauge(Metric.QUOTA_USED, part, vo, word(quota))));
  }

  /** Of VOs without a name of their own the fullest. */
  private Map<String, Double> byLabel(Map<String, Double> used) {
    Map<String, Double> parts = new HashMap<>();
    used.forEach((vo, part) -> parts.merge(meters.vo(vo), part, Math::max));
    return parts;
  }

  /** What VOs have in unfinished jobs, of what they may; those without such a quota are absent. */
  static Map<String, Double> queued(Quotas quotas, Tally tally) {
    Map<String, Double> parts = new HashMap<>();
    for (String vo : tally.vos()) {
      long most = quotas.of(vo).queuedTransfers();
      if (most < Long.MAX_VALUE) {
        parts.put(vo, transfers(tally, vo) / (double) Math.max(1, most));
      }
    }
    return parts;
  }

  private static long transfers(Tally tally, String vo) {
    long all = 0;
    for (TransferState state : TransferState.values()) {
      all += tally.of(vo, state);
    }
    return all;
  }

  private static String word(Kind quota) {
    return quota.name().toLowerCase(Locale.ROOT);
  }
}
