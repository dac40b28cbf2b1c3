package io.tern.storage.guard;

import java.time.Duration;

/**
 * When a storage is left alone.
 *
 * @param window last requests that are looked at
 * @param least requests before anything is decided
 * @param failureRate in percent of them, at which the circuit opens
 * @param open how long nothing is asked of the storage
 * @param probes pieces of work that then find out whether it is back
 * @param probing how long their answers are waited for before it is left alone again
 * @param storages of which the state is kept; those used longest ago are forgotten
 */
public record CircuitSettings(
    int window,
    int least,
    int failureRate,
    Duration open,
    int probes,
    Duration probing,
    int storages) {
  public static final CircuitSettings DEFAULT =
      new CircuitSettings(50, 10, 50, Duration.ofSeconds(30), 3, Duration.ofMinutes(5), 4096);

  public CircuitSettings {
    if (failureRate < 1 || failureRate > 100) {
      throw new IllegalArgumentException("failureRate: " + failureRate + " (expected: 1..100)");
    }
  }
}
