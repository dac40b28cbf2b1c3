package io.tern.orchestrator.telemetry;

import io.tern.orchestrator.renewal.RenewalMeter;
import io.tern.orchestrator.telemetry.catalogue.Meters;
import io.tern.orchestrator.telemetry.catalogue.Metric;
import java.util.Locale;

/** What the renewal of tokens tells. Issuers are those that operators have set. */
record RenewalMeters(Meters meters) implements RenewalMeter {

  @Override
  public void asked(String issuer, Grant grant, Outcome outcome) {
    meters.counter(Metric.TOKEN_REQUESTS, issuer, word(grant), word(outcome)).increment();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
