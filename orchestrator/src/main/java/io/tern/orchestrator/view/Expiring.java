package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.wire.Archived;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.TransferRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Finds what goes next of the jobs that ended first. A job goes in slices if it must: what it has
 * left when the next slice is asked for is all that says how far it is.
 */
final class Expiring {
  /** Beyond this a slice takes no further part. */
  private static final int MOST_BYTES = 1 << 20;

  private final Moment moment;
  private final long endedBeforeMs;
  private final int mostKeys;
  private final List<byte[]> keys = new ArrayList<>();
  private final List<Archived> archived = new ArrayList<>();
  private long tooMany;
  private int bytes;

  /**
   * @param tooMany transfers of ended jobs beyond what is kept, whenever they ended
   */
  Expiring(Moment moment, long endedBeforeMs, long tooMany, int mostKeys) {
    this.moment = moment;
    this.endedBeforeMs = endedBeforeMs;
    this.tooMany = tooMany;
    this.mostKeys = mostKeys;
  }

  Expired next() {
    try (Cursor ended = moment.over(Family.ENDED).first()) {
      while (ended.here() && hasRoom() && isDue(ended)) {
        UUID job = Family.jobOf(ended.key());
        moment.record(job).filter(record -> !record.getAtWork()).ifPresent(it -> take(job, it));
        ended.next();
      }
    }
    return new Expired(keys, archived);
  }

  private boolean isDue(Cursor ended) {
    return Family.numberOf(ended.key()) < endedBeforeMs || tooMany > 0;
  }

  private boolean hasRoom() {
    return keys.size() < mostKeys && bytes < MOST_BYTES;
  }

  /** The manifest first: without it the rest means nothing to anybody. */
  private void take(UUID job, JobRecord record) {
    parts(job, record);
    rest(Family.TRANSFERS, Keys.prefix(Keys.TRANSFER, job));
    rest(Family.ATTEMPTS, Keys.prefix(Keys.ATTEMPT, job));
    if (hasRoom()) {
      keys.add(Keys.job(job));
      tooMany -= record.getTransfers();
    }
  }

  private void parts(UUID job, JobRecord record) {
    try (Cursor rows = moment.over(Family.ROWS).first(Keys.prefix(Keys.PART, job))) {
      for (; rows.here() && hasRoom(); rows.next()) {
        Archived last = archived(job, record, Stored.parse(Part.parser(), rows.value()));
        archived.add(last);
        bytes += last.getSerializedSize();
        keys.add(rows.key());
      }
    }
  }

  private Archived archived(UUID job, JobRecord record, Part row) {
    Part.Builder part = row.toBuilder().setTexts(moment.texts(job, row).toByteString());
    moment.header(job).ifPresent(part::setHeader);
    Archived.Builder made =
        Archived.newBuilder().setJobId(Ids.bytes(job)).setRecord(record).setPart(part);
    long first = record.getFirstTransfer() + row.getFirstIndex();
    try (Cursor changes = moment.over(Family.TRANSFERS)) {
      changes.from(Keys.prefix(Keys.TRANSFER, job), Keys.transfer(job, first));
      for (; changes.here(); changes.next()) {
        long transfer = Keys.transferOf(changes.key());
        if (transfer >= first + row.getSourceCount()) {
          break;
        }
        made.addTransfer(transfer)
            .addTransferRecord(Stored.parse(TransferRecord.parser(), changes.value()));
      }
    }
    return made.build();
  }

  private void rest(Family family, byte[] prefix) {
    if (!hasRoom()) {
      return;
    }
    try (Cursor records = moment.over(family).first(prefix)) {
      for (; records.here() && hasRoom(); records.next()) {
        keys.add(records.key());
      }
    }
  }
}
