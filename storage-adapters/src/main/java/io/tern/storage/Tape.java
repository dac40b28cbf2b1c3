package io.tern.storage;

import io.vertx.core.Future;

/** What may be asked of a storage that keeps files on tape. */
public interface Tape {
  /**
   * Asks for a file to be brought online from tape; repeated calls for the same file are one
   * request, which is made as the first one says. One that was made before is gone on with, as long
   * as the tape system knows it; after it has failed the file in a way that may pass, the next call
   * makes another. At a storage without tape all is online.
   */
  Future<Staged> bringOnline(Location file, Staging staging);

  /**
   * Where a file is: on disk alone while it is on its way to tape, or nobody knows better. A
   * storage without tape fails with {@code UNSUPPORTED}.
   */
  Future<Locality> locality(Location file);

  /**
   * Nobody waits for {@code file} any more: it need not be brought online. Best effort.
   *
   * @param request by which it was asked for, empty if that is not known
   */
  default void cancelStaging(Location file, String request) {}

  /**
   * {@code file} was read after it was brought online: it may leave the disk. Best effort.
   *
   * @param request by which it was asked for
   */
  default void release(Location file, String request) {}
}
