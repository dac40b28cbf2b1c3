package io.tern.storage.tape;

import java.time.Duration;

/**
 * How tape systems are asked. Each is sent one request at a time.
 *
 * @param tick how often there is something to send; what comes meanwhile goes in one request
 * @param batch files in one request at most
 * @param firstPoll from a stage request to the first look at it; doubles up to lastPoll
 * @param lastPoll between two looks at a stage request at most
 * @param busy how long a system is left alone that is overloaded and does not say how long
 * @param forget after what time a file that nobody asks for any more is forgotten
 * @param diskLifetime how long a file shall stay on disk
 * @param files on their way at once, over all systems
 */
public record TapeSettings(
    Duration tick,
    int batch,
    Duration firstPoll,
    Duration lastPoll,
    Duration busy,
    Duration forget,
    Duration diskLifetime,
    int files) {
  public static final TapeSettings DEFAULT =
      new TapeSettings(
          Duration.ofSeconds(1),
          1000,
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofSeconds(30),
          Duration.ofHours(2),
          Duration.ofHours(24),
          2_000_000);

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  public TapeSettings {
    if (batch < 1 || files < 1 || tick.toMillis() < 1) {
      throw new IllegalArgumentException(
          "batch, files, tick: %d, %d, %s (expected: >= 1)".formatted(batch, files, tick));
    }
  }
}
