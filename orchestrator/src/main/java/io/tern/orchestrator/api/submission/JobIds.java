package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.identity.NameUuid;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Makes the ids of jobs: time-based ones (UUID version 1, RFC 9562, 5.1) with a random node, and
 * those that follow from a user's own text. Any thread.
 */
public final class JobIds {
  /** 100 ns intervals from the Gregorian reform to 1970. */
  private static final long EPOCH = 0x01b21dd213814000L;

  private static final long TICKS_PER_MS = 10_000;

  private final LongSupplier clockMs;
  private final AtomicLong last = new AtomicLong();
  private final long low;

  /**
   * @param clockMs wall time
   */
  public JobIds(LongSupplier clockMs, SecureRandom random) {
    this.clockMs = clockMs;
    // The variant, a random clock sequence, and a random node marked as one (multicast).
    this.low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000010000000000L;
  }

  /** A new id, never the same twice. */
  public UUID next() {
    long now = clockMs.getAsLong() * TICKS_PER_MS + EPOCH;
    long time = last.updateAndGet(before -> Math.max(now, before + 1));
    long high = time << 32 | (time & 0xffff00000000L) >>> 16 | 0x1000 | (time >>> 48 & 0xfff);
    return new UUID(high, low);
  }

  /** FTS's deterministic id: {@code uuid5(uuid5(base_id, vo), sid)}. */
  public static UUID deterministic(String vo, String sid) {
    return NameUuid.of(NameUuid.of(NameUuid.BASE_ID, vo), sid);
  }
}
