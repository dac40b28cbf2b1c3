package io.tern.orchestrator.config;

import java.time.Duration;

/**
 * What one agent takes on.
 *
 * @param capacity copies at a time, 1 to 100000
 * @param tapeCapacity files on their way from or to tape at a time, 1 to 1000000
 */
public record Agent(int capacity, int tapeCapacity, TimeLimits timeLimits) {
  static final Agent DEFAULTS = new Agent(10_000, 100_000, TimeLimits.DEFAULTS);

  public Agent {
    Check.range("capacity", capacity, 1, 100_000);
    Check.range("tapeCapacity", tapeCapacity, 1, 1_000_000);
  }

  /**
   * How long an attempt waits for a storage; each 100 ms to 7 d.
   *
   * @param connect until connected
   * @param metadata for a stat, a checksum, a directory, a deletion
   * @param firstByte from COPY to the first byte of its answer
   * @param markerIdle between performance markers
   * @param stall between markers that show progress
   * @param base of the limit for the whole copy
   * @param perMegabyte added to the base for each megabyte, 0 to 1 h
   */
  public record TimeLimits(
      Duration connect,
      Duration metadata,
      Duration firstByte,
      Duration markerIdle,
      Duration stall,
      Duration base,
      Duration perMegabyte) {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofDays(7);

    static final TimeLimits DEFAULTS =
        new TimeLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(180),
            Duration.ofSeconds(300),
            Duration.ofSeconds(300),
            Duration.ofSeconds(600),
            Duration.ofSeconds(2));

    public TimeLimits {
      Check.range("connect", connect, LEAST, MOST);
      Check.range("metadata", metadata, LEAST, MOST);
      Check.range("firstByte", firstByte, LEAST, MOST);
      Check.range("markerIdle", markerIdle, LEAST, MOST);
      Check.range("stall", stall, LEAST, MOST);
      Check.range("base", base, LEAST, MOST);
      Check.range("perMegabyte", perMegabyte, Duration.ZERO, Duration.ofHours(1));
    }
  }
}
