package io.tern.orchestrator.coordinator;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.tern.ledger.Ledger;
import io.tern.ledger.LedgerRecord;
import io.tern.ledger.LedgerRecord.PartAccepted;
import io.tern.ledger.Shown;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.LedgerCodec;
import io.tern.orchestrator.journal.PartCodec;
import io.tern.orchestrator.journal.States;
import io.tern.orchestrator.journal.Watermarks;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.Part;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.Applied;
import io.tern.orchestrator.view.Batch;
import io.tern.orchestrator.view.LocalStore;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of the state: the ledger in memory and the store on disk, moved together by
 * committed steps. One thread.
 */
final class Replica {
  private final Ledger ledger;
  private final LocalStore store;
  private final Watermarks watermarks;
  private Applied applied;

  /** A ledger that is still empty, and the store that it is filled from. */
  Replica(Ledger ledger, LocalStore store, Watermarks watermarks) {
    this.ledger = ledger;
    this.store = store;
    this.watermarks = watermarks;
    Restore restore = new Restore(ledger);
    store.restore(restore);
    restore.end();
    applied = store.applied();
    ledger.nextTransfer(applied.position().getNextTransfer());
    Batch batch = new Batch(applied);
    restore.outdated().forEach(shown -> batch.job(shown.record().job(), shown(shown)));
    store.apply(batch);
  }

  Ledger ledger() {
    return ledger;
  }

  LocalStore store() {
    return store;
  }

  /** Takes a step that another node committed. */
  void follow(JournalTail.CommittedStep step) {
    for (Entry entry : step.entries()) {
      LedgerRecord record = decode(entry);
      if (record != null) {
        ledger.apply(record);
      }
    }
    ledger.nextTransfer(step.position().getNextTransfer());
    keep(step.entries(), new Applied(step.position(), step.nextOffset(), step.appendedMs()));
  }

  /** Keeps a step that this node committed; the ledger has decided it and knows it already. */
  void keep(List<Entry> entries, Applied upTo) {
    Batch batch = new Batch(upTo);
    entries.forEach(entry -> batch.put(entry.key(), entry.value()));
    ledger.takeShown().forEach(shown -> batch.job(shown.record().job(), shown(shown)));
    store.apply(batch);
    applied = upTo;
  }

  /** Lets those who wait for the view see that it has come to the store's position. */
  void show() {
    watermarks.commands().advance(applied.position().getCommands());
    watermarks.journal().advance(applied.journalOffset());
  }

  private static JobRecord shown(Shown shown) {
    return LedgerCodec.record(shown.record())
        .setState(States.wire(shown.state()))
        .setAtWork(shown.record().ended() != null && !shown.atRest())
        .build();
  }

  private static @Nullable LedgerRecord decode(Entry entry) {
    UUID job = Keys.jobOf(entry.key());
    byte[] value = entry.value();
    return switch (entry.key()[0]) {
      case Keys.PART ->
          value == null
              ? new LedgerRecord.PartsDropped(job, List.of())
              : new PartAccepted(PartCodec.submitted(parse(Part.parser(), value)));
      case Keys.JOB ->
          value == null ? null : LedgerCodec.jobChanged(job, parse(JobRecord.parser(), value));
      case Keys.TRANSFER ->
          value == null
              ? null
              : LedgerCodec.transferChanged(
                  job, Keys.transferOf(entry.key()), parse(TransferRecord.parser(), value));
      case Keys.ATTEMPT -> null;
      default -> throw new IllegalStateException("journal key of unknown kind " + entry.key()[0]);
    };
  }

  private static <T> T parse(Parser<T> parser, byte[] value) {
    try {
      return parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the journal holds a record that cannot be read", e);
    }
  }
}
