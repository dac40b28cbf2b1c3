package io.tern.orchestrator.event;

import io.tern.job.JobState;
import io.tern.ledger.Effect;
import io.tern.ledger.LedgerRecord.AttemptEnded;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.JobHeader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A change of a transfer, with all that there is to tell of it.
 *
 * @param user whose job it is, empty unless that may be told
 * @param attempt that ended with the change, if one did
 * @param jobState with all of the step that the change is part of
 * @param atMs when it was decided, in milliseconds since the epoch
 */
public record Event(
    Effect.Told told,
    FileText file,
    JobHeader header,
    String user,
    @Nullable AttemptEnded attempt,
    JobState jobState,
    long atMs) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm").withZone(ZoneOffset.UTC);

  TransferStatus status() {
    return told.status();
  }

  /**
   * FTS's {@code tr_id}, the same for all messages on one attempt; receivers take what follows the
   * last {@code __} for the job's id.
   */
  String transferId() {
    long begun = status().startMs() > 0 ? status().startMs() : atMs;
    return String.join(
        "__",
        MINUTE.format(Instant.ofEpochMilli(begun)),
        told.link().source().host(),
        told.link().destination().host(),
        Long.toString(told.transfer()),
        told.job().toString());
  }

  /** The size that was found, or else the one that the user gave; 0 for neither. */
  long size() {
    return status().size() > 0 ? status().size() : told.size();
  }

  boolean isArchiving() {
    return header.getArchiveTimeoutS() >= 0 && told.lastHop();
  }
}
