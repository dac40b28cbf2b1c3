package io.tern.orchestrator.coordinator;

import io.tern.orchestrator.journal.wire.Position;
import java.time.Duration;

/**
 * How long a caught-up follower has heard nothing from a leader. A process that has just started
 * need not wait when its own node led last, since the folder of that node's data is locked by it,
 * or when nobody ever led. One that was deposed must: its successor may not have written yet. Time
 * in which the broker did not answer either says nothing of the leader, so it is asked while the
 * silence lasts.
 */
final class Silence {
  private static final long ASK_EVERY_NS = 1_000_000_000;

  private final CoordinatorSettings settings;
  private final boolean justStarted;
  private final Duration handicap;
  private long sinceNs = System.nanoTime();
  private long askedNs = sinceNs;

  /**
   * @param handicap waited besides, by a node that should lead only if no other does
   */
  Silence(CoordinatorSettings settings, boolean justStarted, Duration handicap) {
    this.settings = settings;
    this.justStarted = justStarted;
    this.handicap = handicap;
  }

  void broken() {
    sinceNs = System.nanoTime();
    askedNs = sinceNs;
  }

  /** Whether it is time to ask the broker again. */
  boolean isUnproven() {
    return System.nanoTime() - askedNs >= ASK_EVERY_NS;
  }

  /** The broker was asked then, and has answered just now. */
  void proven(long askedAtNs) {
    if (System.nanoTime() - askedAtNs > ASK_EVERY_NS) {
      broken();
    } else {
      askedNs = askedAtNs;
    }
  }

  boolean isLongEnough(Position last) {
    long waitedMs = (System.nanoTime() - sinceNs) / 1_000_000;
    boolean own =
        justStarted && (last.getLeader().isEmpty() || last.getLeader().equals(settings.node()));
    Duration first = own ? Duration.ZERO : settings.leaderSilence();
    return waitedMs >= first.plus(settings.pause()).plus(handicap).toMillis();
  }
}
