package io.tern.orchestrator.config;

import java.time.Duration;

/**
 * How long what is over is kept; the archive keeps jobs 90 days more.
 *
 * @param jobs after their end, 1m to 365d
 * @param transfers of ended jobs at most; beyond it the oldest jobs go earlier
 * @param commands and reports that were applied, 1m to 30d
 */
public record Retention(Duration jobs, long transfers, Duration commands) {
  static final Retention DEFAULTS =
      new Retention(Duration.ofDays(7), 20_000_000, Duration.ofDays(1));

  public Retention {
    Check.range("jobs", jobs, Duration.ofMinutes(1), Duration.ofDays(365));
    Check.range("transfers", transfers, 1_000, 1_000_000_000);
    Check.range("commands", commands, Duration.ofMinutes(1), Duration.ofDays(30));
  }
}
