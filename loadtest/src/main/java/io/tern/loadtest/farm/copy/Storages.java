package io.tern.loadtest.farm.copy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The storages of the farm, by address. */
public final class Storages {
  private final Map<String, Storage> byHost = new LinkedHashMap<>();

  public void add(Storage storage) {
    byHost.put(storage.host(), storage);
  }

  public Optional<Storage> find(String host) {
    return Optional.ofNullable(byHost.get(host));
  }

  public Collection<Storage> all() {
    return byHost.values();
  }

  /** The most copies at once, by address and role. */
  public Map<String, Map<String, Integer>> peaks() {
    Map<String, Map<String, Integer>> peaks = new TreeMap<>();
    for (Storage storage : byHost.values()) {
      peaks.put(
          storage.host(),
          Map.of(
              "in_peak", storage.copiesIn.peak(),
              "out_peak", storage.copiesOut.peak(),
              "active_peak", storage.copiesActive.peak()));
    }
    return peaks;
  }

  public void forgetPeaks() {
    byHost.values().forEach(Storage::forgetPeaks);
  }
}
