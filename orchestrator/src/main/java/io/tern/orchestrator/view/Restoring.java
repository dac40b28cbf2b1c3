package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.UUID;

/** Hands what a restart needs to its visitor, from one moment and in one pass. */
final class Restoring {
  private final Moment moment;
  private final Restored visitor;

  Restoring(Moment moment, Restored visitor) {
    this.moment = moment;
    this.visitor = visitor;
  }

  void run() {
    try (Cursor unfinished = moment.over(Family.UNFINISHED).first();
        Cursor changes = moment.over(Family.TRANSFERS)) {
      for (; unfinished.here(); unfinished.next()) {
        job(Family.jobOf(unfinished.key()), changes);
      }
    }
    orphans();
  }

  private void job(UUID job, Cursor changes) {
    JobRecord record = moment.record(job).orElseThrow(() -> incomplete(job));
    JobHeader header = moment.header(job).orElseThrow(() -> incomplete(job));
    visitor.job(job, record, header);
    for (int part = 0; part < record.getParts(); part++) {
      visitor.part(job, moment.row(job, part));
    }
    changes.first(Keys.prefix(Keys.TRANSFER, job));
    for (; changes.here(); changes.next()) {
      TransferRecord change = Stored.parse(TransferRecord.parser(), changes.value());
      visitor.transfer(job, Keys.transferOf(changes.key()), change);
    }
  }

  private void orphans() {
    try (Cursor incomplete = moment.over(Family.INCOMPLETE).first();
        Cursor rows = moment.over(Family.ROWS)) {
      for (; incomplete.here(); incomplete.next()) {
        orphansOf(Family.jobOf(incomplete.key()), rows);
      }
    }
  }

  private void orphansOf(UUID job, Cursor rows) {
    rows.first(Keys.prefix(Keys.PART, job));
    for (; rows.here(); rows.next()) {
      visitor.orphan(job, withHeader(job, Stored.parse(Part.parser(), rows.value())));
    }
  }

  private Part withHeader(UUID job, Part part) {
    return part.getParts() == 0
        ? part
        : moment.header(job).map(it -> part.toBuilder().setHeader(it).build()).orElse(part);
  }

  private static IllegalStateException incomplete(UUID job) {
    return new IllegalStateException(
        "job " + job + " has not ended but lacks its record or header");
  }
}
