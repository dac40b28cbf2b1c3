package io.tern.orchestrator.coordinator;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tern.job.TransferState;
import io.tern.ledger.LedgerRecord.JobChanged;
import io.tern.ledger.TransferStatus;
import io.tern.orchestrator.coordinator.JournalTail.CommittedStep;
import io.tern.orchestrator.journal.Entry;
import io.tern.orchestrator.journal.Keys;
import io.tern.orchestrator.journal.LedgerCodec;
import io.tern.orchestrator.journal.wire.JobRecord;
import io.tern.orchestrator.journal.wire.State;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.Applied;
import io.tern.orchestrator.view.Batch;
import io.tern.orchestrator.view.LocalStore;
import io.tern.orchestrator.view.StoredJob;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Brings a store to the journal's end before a ledger is made from it. Of what compaction has
 * passed, only the last record of each key is left: a transfer's may stand before its job's, and
 * that of an attempt which still runs before or after the end of its job. A ledger goes by the
 * order; a store does not.
 */
final class CatchUp {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** A minute: the longest that a transaction of ours stays open. */
  private static final int LOOKS_FOR_MARKS = 600;

  private final LocalStore store;
  private final int looks;

  /** Transfers whose last record says that an agent is at work, and their jobs. */
  private final Map<Long, UUID> atWork = new HashMap<>();

  CatchUp(LocalStore store) {
    this(store, LOOKS_FOR_MARKS);
  }

  CatchUp(LocalStore store, int looks) {
    this.store = store;
    this.looks = looks;
  }

  /**
   * Reads to the end that the journal has now.
   *
   * @return false when told to stop before
   */
  boolean run(JournalTail tail, BooleanSupplier stop) {
    long end = end(tail, stop);
    refuseAhead(tail, end, stop);
    while (!tail.hasPassed(end)) {
      if (stop.getAsBoolean()) {
        return false;
      }
      tail.poll(Coordinator.PATIENCE, this::keep);
    }
    markEndedAtWork();
    return true;
  }

  /**
   * A broker acknowledges a commit before it has marked it in the log. One that was killed between
   * the two marks it when it is back; until then the journal seems to end before what the store
   * holds.
   */
  private long end(JournalTail tail, BooleanSupplier stop) {
    long offset = store.applied().journalOffset();
    long end = tail.end();
    for (int left = looks; end < offset && left > 0 && !stop.getAsBoolean(); left--) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      end = tail.end();
    }
    return end;
  }

  /**
   * After a power cut a journal may have lost its tail, which the store has kept. Where it has that
   * tail, and only the mark is missing, the store is not thrown away.
   */
  private void refuseAhead(JournalTail tail, long end, BooleanSupplier stop) {
    long offset = store.applied().journalOffset();
    if (offset > end && !stop.getAsBoolean()) {
      if (tail.endOfAll() >= offset) {
        throw new IllegalStateException(
            "journal: the transaction at offset %d was committed and is not marked so (expected:"
                    .formatted(end)
                + " by the brokers, within a minute); see 'Which Kafka' in docs/operations.md");
      }
      store.condemn("it had come to journal offset " + offset + ", the journal ends at " + end);
      throw new IllegalStateException(
          "store: at journal offset %d (expected: <= %d, the journal's end); the next start makes it"
                  .formatted(offset, end)
              + " anew");
    }
  }

  private void keep(CommittedStep step) {
    Batch batch = new Batch(new Applied(step.position(), step.nextOffset(), step.appendedMs()));
    for (Entry entry : step.entries()) {
      batch.put(entry.key(), entry.value());
      byte[] value = entry.value();
      if (value != null) {
        note(entry.key(), value, batch);
      }
    }
    store.apply(batch);
  }

  private void note(byte[] key, byte[] value, Batch batch) {
    try {
      switch (key[0]) {
        case Keys.JOB -> show(Keys.jobOf(key), JobRecord.parseFrom(value), batch);
        case Keys.TRANSFER -> work(key, TransferRecord.parseFrom(value));
        default -> {}
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the journal holds a record that cannot be read", e);
    }
  }

  /** The journal says only how a job ends; until the ledger tells, it is shown as it was. */
  private void show(UUID job, JobRecord record, Batch batch) {
    if (record.getState() == State.STATE_UNSPECIFIED) {
      State before = store.job(job).map(known -> known.record().getState()).orElse(State.SUBMITTED);
      batch.job(job, record.toBuilder().setState(before).build());
    }
  }

  private void work(byte[] key, TransferRecord record) {
    if (isAtWork(record)) {
      atWork.put(Keys.transferOf(key), Keys.jobOf(key));
    } else {
      atWork.remove(Keys.transferOf(key));
    }
  }

  private static boolean isAtWork(TransferRecord record) {
    TransferStatus status = LedgerCodec.status(record);
    TransferState state = status.state();
    return state.isRunning() || status.stopping();
  }

  /** So that restoring finds the jobs that have ended before all of their attempts. */
  private void markEndedAtWork() {
    Batch batch = new Batch(store.applied());
    Set<UUID> jobs = new HashSet<>(atWork.values());
    for (UUID job : jobs) {
      store.job(job).ifPresent(known -> mark(known, batch));
    }
    store.apply(batch);
  }

  private static void mark(StoredJob known, Batch batch) {
    JobChanged changed = LedgerCodec.jobChanged(known.id(), known.record());
    if (changed.ended() != null) {
      batch.job(known.id(), known.record().toBuilder().setAtWork(true).build());
    }
  }
}
