package io.tern.storage;

import io.vertx.core.Future;

/** What may be asked of a storage that keeps files on tape. */
public interface Tape {
  /**
   * Asks for a file to be brought online from tape; repeated calls for the same file are one
   * request, which is made as the first one says. Completes true once the file is on disk, false
   * while it is on its way. A storage without tape completes true.
   */
  Future<Boolean> bringOnline(Location file, Staging staging);

  /**
   * Whether a file is safe on tape: true once it is, false while it is on its way. A storage
   * without tape fails with {@code UNSUPPORTED}.
   */
  Future<Boolean> isArchived(Location file);

  /** Nobody waits for {@code file} any more: it need not be brought online. Best effort. */
  default void cancelStaging(Location file) {}

  /** {@code file} was read after it was brought online: it may leave the disk. Best effort. */
  default void release(Location file) {}
}
