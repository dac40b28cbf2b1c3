package io.tern.orchestrator.coordinator;

import io.tern.orchestrator.journal.wire.Position;

/**
 * How long a caught-up follower has heard nothing from a leader. A process that has just started
 * need not wait when its own node led last, since the folder of that node's data is locked by it,
 * or when nobody ever led. One that was deposed must: its successor may not have written yet.
 */
final class Silence {
  private final CoordinatorSettings settings;
  private final boolean justStarted;
  private long sinceNs = System.nanoTime();

  Silence(CoordinatorSettings settings, boolean justStarted) {
    this.settings = settings;
    this.justStarted = justStarted;
  }

  void broken() {
    sinceNs = System.nanoTime();
  }

  boolean isLongEnough(Position last) {
    long waitedMs = (System.nanoTime() - sinceNs) / 1_000_000;
    boolean own =
        justStarted && (last.getLeader().isEmpty() || last.getLeader().equals(settings.node()));
    long rankMs = settings.rank() * 1_000L;
    return own ? waitedMs >= rankMs : waitedMs >= settings.leaderSilence().toMillis() + rankMs;
  }
}
