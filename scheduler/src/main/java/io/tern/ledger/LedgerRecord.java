package io.tern.ledger;

import io.tern.job.Failure;
import io.tern.job.JobState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a step decided, as the journal keeps it. Nothing else changes a {@link Ledger}. */
public sealed interface LedgerRecord {
  UUID job();

  /** A part of a submission has arrived; the job exists once its {@link JobChanged} has. */
  record PartAccepted(SubmittedPart part) implements LedgerRecord {
    @Override
    public UUID job() {
      return part.job();
    }
  }

  /** Parts of a submission whose end never came are gone. */
  record PartsDropped(UUID job, List<Integer> parts) implements LedgerRecord {}

  /**
   * A job was accepted, re-prioritised or has ended.
   *
   * @param ended null while it runs
   * @param winner multiple replicas: 1 + index of the transfer that succeeded, 0 for none
   * @param untold ended: 1 + index of the first transfer that ended with the job and whose end the
   *     outside has not been told yet, 0 for none
   */
  record JobChanged(
      UUID job,
      long firstTransfer,
      int transfers,
      int parts,
      int priority,
      @Nullable JobState ended,
      long acceptedMs,
      long finishedMs,
      String reason,
      boolean cancel,
      int winner,
      int untold)
      implements LedgerRecord {

    JobChanged withPriority(int next) {
      return new JobChanged(
          job,
          firstTransfer,
          transfers,
          parts,
          next,
          ended,
          acceptedMs,
          finishedMs,
          reason,
          cancel,
          winner,
          untold);
    }

    JobChanged ended(
        JobState state, long atMs, String why, boolean canceled, int won, int stillUntold) {
      return new JobChanged(
          job,
          firstTransfer,
          transfers,
          parts,
          priority,
          state,
          acceptedMs,
          atMs,
          why,
          canceled,
          won,
          stillUntold);
    }

    JobChanged told(int stillUntold) {
      return new JobChanged(
          job,
          firstTransfer,
          transfers,
          parts,
          priority,
          ended,
          acceptedMs,
          finishedMs,
          reason,
          cancel,
          winner,
          stillUntold);
    }
  }

  record TransferChanged(UUID job, long transfer, TransferStatus status) implements LedgerRecord {}

  /**
   * @param failure null when it was done
   * @param unknown its end was not heard
   */
  record AttemptEnded(
      UUID job,
      long transfer,
      int attempt,
      @Nullable Failure failure,
      boolean unknown,
      long startMs,
      long endMs,
      long bytes,
      AgentId agent)
      implements LedgerRecord {}
}
