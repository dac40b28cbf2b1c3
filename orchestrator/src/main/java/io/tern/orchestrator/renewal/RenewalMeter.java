package io.tern.orchestrator.renewal;

/** What renewals count; bound to meters at the edge. */
@FunctionalInterface
public interface RenewalMeter {
  /** Counts nothing. */
  RenewalMeter NONE = (issuer, grant, outcome) -> {};

  /** How an issuer was asked. */
  enum Grant {
    EXCHANGE,
    REFRESH
  }

  /** What came of it. */
  enum Outcome {
    GIVEN,
    /** For good. */
    REFUSED,
    /** Not reached, or not able now. */
    AWAY
  }

  void asked(String issuer, Grant grant, Outcome outcome);
}
