package io.tern.orchestrator.api;

import io.tern.orchestrator.api.quota.QuotaMeter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Remembers what it was told of quotas. */
public final class MemoryQuotas implements QuotaMeter {
  public final List<String> refused = new CopyOnWriteArrayList<>();
  private final Map<Kind, Supplier<Map<String, Double>>> sources = new ConcurrentHashMap<>();

  @Override
  public void refused(String vo, Kind quota) {
    refused.add(vo + " " + quota);
  }

  @Override
  public void show(Kind quota, Supplier<Map<String, Double>> used) {
    sources.put(quota, used);
  }

  public Map<String, Double> used(Kind quota) {
    return sources.get(quota).get();
  }
}
