package io.tern.orchestrator.coordinator;

import java.time.Duration;

/**
 * How long what is over is kept.
 *
 * @param jobs after their end
 * @param transfers of ended jobs at most, whatever their age; the oldest jobs go first
 * @param inputs applied commands and reports
 */
public record RetentionSettings(Duration jobs, long transfers, Duration inputs) {
  public static final RetentionSettings DEFAULT =
      new RetentionSettings(Duration.ofDays(7), 20_000_000, Duration.ofDays(1));
}
