package io.tern.orchestrator.agent;

import java.time.Duration;

/**
 * How long an agent may trust that its attempts are still its own. Counts from the moment the last
 * acknowledged heartbeat was sent, by a monotonic clock. Safe from any thread.
 */
final class Lease {
  private final long freshNanos;
  private final long leaseNanos;
  private volatile long sentNanos;

  Lease(Duration fresh, Duration lease, long nowNanos) {
    this.freshNanos = fresh.toNanos();
    this.leaseNanos = lease.toNanos();
    this.sentNanos = nowNanos - leaseNanos;
  }

  /** A heartbeat sent at that time was acknowledged. */
  synchronized void renew(long heartbeatSentNanos) {
    if (heartbeatSentNanos - sentNanos > 0) {
      sentNanos = heartbeatSentNanos;
    }
  }

  /** Whether something new may be started. */
  boolean isFresh(long nowNanos) {
    return nowNanos - sentNanos < freshNanos;
  }

  /** Whether what was started may go on. */
  boolean holds(long nowNanos) {
    return nowNanos - sentNanos < leaseNanos;
  }
}
