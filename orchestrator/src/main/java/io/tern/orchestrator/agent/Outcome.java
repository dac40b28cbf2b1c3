package io.tern.orchestrator.agent;

import io.tern.job.Failure;
import io.tern.orchestrator.journal.wire.DestinationFile;
import java.time.Duration;
import java.util.Optional;

/** How an attempt ended. */
sealed interface Outcome {
  /**
   * @param size of the file in bytes
   * @param checksum {@code ALG:value} as a storage said it, empty when none was asked for
   */
  record Done(long size, String checksum) implements Outcome {}

  /**
   * Nothing moves any more, and what was ours at the destination is removed where allowed.
   *
   * @param inTheWay at the destination, where the job asks for a report of it
   */
  record Failed(Failure failure, Optional<DestinationFile> inTheWay) implements Outcome {
    Failed(Failure failure) {
      this(failure, Optional.empty());
    }
  }

  /** Something may still move at the destination; nothing was removed. */
  record Unknown(Failure failure) implements Outcome {}

  /**
   * Nothing was begun at the storages; it says nothing of the transfer.
   *
   * @param rest for how long another attempt would fare no better
   */
  record HandedBack(String why, Duration rest) implements Outcome {}

  /** As asked. Nothing moves any more, and what was ours is removed where allowed. */
  record Stopped() implements Outcome {}
}
