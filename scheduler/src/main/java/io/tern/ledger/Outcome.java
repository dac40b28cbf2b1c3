package io.tern.ledger;

import io.tern.job.Failure;

/** How an agent says an attempt ended. */
public sealed interface Outcome {

  record Done(long bytes, long size, String checksum) implements Outcome {}

  record Failed(Failure failure, long bytes) implements Outcome {}

  /** Nobody heard how the copy ended; it may still run. */
  record Unknown(String message) implements Outcome {}

  /** After a stop: the copy is at rest and what it left is cleaned. */
  record Stopped() implements Outcome {}
}
