package io.tern.orchestrator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.tern.orchestrator.bridge.BridgeMeter;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;

/** What the bridge to another broker tells. */
final class BridgeMeters implements BridgeMeter {
  private final Counter messages;
  private final Counter failures;

  BridgeMeters(Meters meters) {
    messages = meters.counter(Metric.BRIDGE_MESSAGES);
    failures = meters.counter(Metric.BRIDGE_FAILURES);
  }

  @Override
  public void sent(int sent) {
    messages.increment(sent);
  }

  @Override
  public void failed() {
    failures.increment();
  }
}
