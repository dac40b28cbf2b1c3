package io.tern.ledger;

import io.tern.job.Failure;
import org.jspecify.annotations.Nullable;

/** How an agent says an attempt ended. */
public sealed interface Outcome {

  record Done(long bytes, long size, String checksum) implements Outcome {}

  /**
   * @param inTheWay at the destination, where the job asks for a report of it
   */
  record Failed(Failure failure, long bytes, @Nullable DestinationFile inTheWay)
      implements Outcome {
    public Failed(Failure failure, long bytes) {
      this(failure, bytes, null);
    }
  }

  /** Nobody heard how the copy ended; it may still run. */
  record Unknown(String message) implements Outcome {}

  /**
   * Nothing was begun at the storages, or nothing of it is left; it says nothing of the transfer.
   *
   * @param restMs for how long another attempt would fare no better; >= 0
   */
  record HandedBack(String why, long restMs) implements Outcome {}

  /** After a stop: the copy is at rest and what it left is cleaned. */
  record Stopped() implements Outcome {}
}
