package io.tern.storage;

import io.tern.job.Failure;

/** A storage's refusal or failure, classified once where it entered. Has no stack trace. */
public final class StorageException extends Exception {
  private final Failure failure;

  public StorageException(Failure failure) {
    super(failure.text(), null, false, false);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
