package io.tern.storage.guard;

import java.time.Duration;

/**
 * How often a storage is asked.
 *
 * @param perSecond requests of one node to one storage, 0 for as many as come
 * @param patience for which a request waits for its turn; one that would wait longer fails. Less
 *     than what others wait for an agent beyond its lease: nothing may be asked after that
 * @param storages of which the state is kept; those used longest ago are forgotten
 */
public record Pace(int perSecond, Duration patience, int storages) {
  public Pace {
    if (perSecond < 0) {
      throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: >= 0)");
    }
  }

  public static Pace of(int perSecond) {
    return new Pace(perSecond, Duration.ofSeconds(10), 4096);
  }
}
