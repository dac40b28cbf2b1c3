package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one agent is at.
 *
 * @param staging files that it has asked a tape storage for
 * @param active copies under way
 */
public record AtWork(int staging, int active) {
  private static final AtWork NOTHING = new AtWork(0, 0);

  private AtWork plus(AtWork other) {
    return new AtWork(staging + other.staging, active + other.active);
  }

  /** By agent; reads what has been touched of all unfinished jobs. */
  static Map<String, AtWork> of(Moment moment) {
    Map<String, AtWork> agents = new TreeMap<>();
    try (Cursor jobs = moment.over(Family.UNFINISHED).first();
        Cursor changes = moment.over(Family.TRANSFERS)) {
      for (; jobs.here(); jobs.next()) {
        changes.first(Keys.prefix(Keys.TRANSFER, Family.jobOf(jobs.key())));
        for (; changes.here(); changes.next()) {
          count(Stored.parse(TransferRecord.parser(), changes.value()), agents);
        }
      }
    }
    return agents;
  }

  private static void count(TransferRecord record, Map<String, AtWork> agents) {
    AtWork one =
        switch (record.getState()) {
          case STARTED -> new AtWork(1, 0);
          case READY, ACTIVE -> new AtWork(0, 1);
          default -> NOTHING;
        };
    if (one != NOTHING) {
      agents.merge(record.getAgent(), one, AtWork::plus);
    }
  }
}
