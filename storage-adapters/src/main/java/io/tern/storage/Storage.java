package io.tern.storage;

import io.tern.job.Checksum;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One kind of storage, reached by URL. The contract is small so that a new adapter takes a day; the
 * same tests ({@code StorageContract}) run over each of them.
 *
 * <p>Every method returns at once and completes its future on the Vert.x context it was called on.
 * A future fails only with a {@link StorageException}, which says once and for all what went wrong,
 * on which side, and whether another attempt makes sense. Adapters never loop: the one owner of
 * retries is the coordinator. The exception is one bounded repetition of an idempotent request
 * ({@code stat}, {@code list}, {@code makeParents}, {@code delete}) on a fresh connection.
 *
 * <p>Messages never hold credentials, nor the query of a URL.
 */
public interface Storage extends Tape {

  /**
   * Size and, if asked, checksum of a file, in one request where the storage can.
   *
   * <p>Fails with {@code NOT_FOUND} if there is no such file and with {@code INVALID} if it is a
   * directory and the storage tells them apart. Idempotent, and changes nothing.
   *
   * @param algorithm the checksum wanted, or {@link Wanted#NOTHING}; a storage that cannot deliver
   *     it answers without, it does not fail
   */
  Future<Stat> stat(Location file, Wanted algorithm);

  /**
   * Makes the directories above {@code file}; those that exist are no error. Storages without
   * directories do nothing. Idempotent; a failure may leave some of them.
   */
  Future<Void> makeParents(Location file);

  /**
   * Removes a file. One that is not there is no error: afterwards there is none. Idempotent; after
   * a failure the file is there whole or not at all. A directory is left as it is.
   */
  Future<Void> delete(Location file);

  /**
   * What another storage needs to reach {@code file} when it is the passive side of a copy: mostly
   * the file as it is; a URL that carries its own right, or a token in place of a certificate.
   *
   * @param validity how long the copy may take, at least
   */
  default Future<Location> grant(Location file, Purpose purpose, Duration validity) {
    return Future.succeededFuture(file);
  }

  /** Whether both ends of {@code request} are one storage that copies within itself. */
  default boolean copiesInside(CopyRequest request) {
    return false;
  }

  /**
   * Starts a third-party copy. The active side of {@code request} belongs to this storage: a pull
   * is asked of the destination, a push of the source.
   *
   * <p>Success means the storage said so; whether size and checksum are right is for the caller to
   * check. After {@link CopyEnd.Refused} the destination is untouched; after {@link CopyEnd.Broken}
   * a partial file may be left; after {@link CopyEnd.Unknown} the copy may still be running for
   * {@link #outlivesConnection}.
   *
   * @param progress called on the same context for each performance marker, bytes never falling
   */
  Copy copy(CopyRequest request, Consumer<Progress> progress);

  /** Opens a file whose bytes go through Tern; fails as {@link #stat} does. */
  default Future<Content> read(Location file) {
    return Future.failedFuture(new StorageException(Storages.notStreamed()));
  }

  /**
   * Writes all of {@code content} to a file; the parents must exist. A failure may leave a part of
   * it, unless it is {@code EXISTS}; what may not be overwritten stays where the storage can.
   */
  default Future<Void> write(Location file, Content content, Writing how) {
    return Future.failedFuture(new StorageException(Storages.notStreamed()));
  }

  /**
   * How long a copy may go on after its client's connection has ended. A caller that wants to touch
   * the destination waits that long and looks whether it still changes.
   */
  Duration outlivesConnection(Location active);

  /**
   * Names and stats of a directory's entries, in no order; fails with {@code NOT_FOUND} if there is
   * none. Idempotent. What comes and goes meanwhile may or may not be among them.
   */
  Future<List<Entry>> list(Location directory);

  /**
   * Moves a file or directory inside this storage, in one step: after a failure it has the one name
   * or the other. Never repeated, and never in place of another file ({@code EXISTS}).
   */
  Future<Void> rename(Location from, Location to);

  /**
   * Makes one directory; its parent must exist. One that is there fails with {@code EXISTS}, except
   * at storages that say nothing of it, such as XRootD. Leaves nothing behind on failure.
   */
  Future<Void> makeDirectory(Location directory);

  /**
   * Removes an empty directory; one that is not empty stays ({@code INVALID}). WebDAV's storages
   * are looked into first, so what is put there in that very moment goes too.
   */
  Future<Void> removeDirectory(Location directory);

  /**
   * For how long new work should not be begun at a location's storage, because it has not answered
   * lately; zero if it may begin now. Work under way is served all the same. Does not block.
   */
  default Duration leftAlone(Location file) {
    return Duration.ZERO;
  }

  /** A copy under way. */
  interface Copy {
    /** How it ended; never fails. */
    Future<CopyEnd> end();

    /**
     * Ends the connection, so that storages that notice stop within {@link #outlivesConnection};
     * {@link #end} then completes with {@link CopyEnd.Unknown}. Without effect when it has ended.
     */
    void abandon();
  }

  /** A checksum algorithm by upper-case name, or none. */
  record Wanted(String algorithm) {
    public static final Wanted NOTHING = new Wanted("");

    public static Wanted of(Checksum checksum) {
      return new Wanted(checksum.algorithm());
    }

    public boolean something() {
      return !algorithm.isEmpty();
    }
  }

  /** What the active side does with the passive side's file. */
  enum Purpose {
    READ,
    WRITE
  }

  /** A directory's entry, name without path. */
  record Entry(String name, Stat stat) {}
}
