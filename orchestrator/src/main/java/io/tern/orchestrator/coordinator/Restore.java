package io.tern.orchestrator.coordinator;

import io.tern.ledger.Ledger;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.LedgerRecord.PartAccepted;
import io.tern.ledger.Shown;
import io.tern.orchestrator.journal.LedgerCodec;
import io.tern.orchestrator.journal.PartCodec;
import io.tern.orchestrator.journal.States;
import io.tern.orchestrator.journal.wire.JobHeader;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.Restored;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty ledger with what the store has of unfinished jobs, and notes of which the store
 * shows another state than follows from their transfers.
 */
final class Restore implements Restored {
  private final Ledger ledger;
  private @Nullable JobChanged record;
  private @Nullable JobHeader header;
  private final List<Shown> outdated = new ArrayList<>();
  private JobRecord stored = JobRecord.getDefaultInstance();
  private int parts;

  Restore(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void job(UUID job, JobRecord found, JobHeader ofLastPart) {
    end();
    stored = found;
    record = LedgerCodec.jobChanged(job, stored);
    header = ofLastPart;
    parts = 0;
  }

  @Override
  public void part(UUID job, Part part) {
    if (record == null) {
      throw new IllegalStateException("the store gave a part of job " + job + " without the job");
    }
    parts++;
    boolean last = parts == record.parts();
    ledger.apply(new PartAccepted(PartCodec.submitted(part, last ? header : null)));
    if (last) {
      ledger.apply(running(record));
    }
  }

  @Override
  public void transfer(UUID job, long transfer, TransferRecord stored) {
    ledger.apply(LedgerCodec.transferChanged(job, transfer, stored));
  }

  @Override
  public void orphan(UUID job, Part part) {
    end();
    ledger.apply(new PartAccepted(PartCodec.submitted(part)));
  }

  /** What was given first without its end has ended after all. */
  void end() {
    if (record != null && record.ended() != null) {
      ledger.apply(record);
    }
    record = null;
    for (Shown shown : ledger.takeShown()) {
      if (!isShownBy(stored, shown)) {
        outdated.add(shown);
      }
    }
  }

  private static boolean isShownBy(JobRecord stored, Shown shown) {
    boolean atWork = shown.record().ended() != null && !shown.atRest();
    return stored.getState() == States.wire(shown.state()) && stored.getAtWork() == atWork;
  }

  /** Of the jobs that were given, those whose stored record is to be written again. */
  List<Shown> outdated() {
    return outdated;
  }

  /** An ended job is given without its end first, so that what is still at work of it is known. */
  private static JobChanged running(JobChanged record) {
    return new JobChanged(
        record.job(),
        record.firstTransfer(),
        record.transfers(),
        record.parts(),
        record.priority(),
        null,
        record.acceptedMs(),
        0,
        record.reason(),
        record.cancel(),
        record.winner(),
        0);
  }
}
