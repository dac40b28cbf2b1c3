package io.tern.orchestrator.api.log;

import java.util.function.LongSupplier;

/**
 * Remembers that the log did not take a command: for a second after that all are refused at once
 * but one, which tries whether it is back. Any thread.
 */
final class Outage {
  private static final long PROBE_EVERY_NS = 1_000_000_000;

  private final LongSupplier nanos;
  private boolean on;
  private long nextProbeNs;

  Outage(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether to refuse now; false once a second even in an outage. */
  synchronized boolean isOn() {
    long now = nanos.getAsLong();
    if (!on || now - nextProbeNs < 0) {
      return on;
    }
    nextProbeNs = now + PROBE_EVERY_NS;
    return false;
  }

  synchronized void begin() {
    on = true;
    nextProbeNs = nanos.getAsLong() + PROBE_EVERY_NS;
  }

  synchronized void over() {
    on = false;
  }
}
