package io.tern.storage;

import io.tern.job.Checksum;
import io.tern.job.Failure;
import java.util.Optional;

/** How a copy ended, by what it left behind. */
public sealed interface CopyEnd {

  /**
   * The active side said success.
   *
   * @param onTheWay the checksum of what was read from the source, where Tern moved the bytes
   */
  record Copied(Optional<Checksum> onTheWay) implements CopyEnd {
    public Copied() {
      this(Optional.empty());
    }
  }

  /**
   * The active side refused before it began; the destination is as it was.
   *
   * @param noThirdPartyCopy this side cannot be active for this pair: the other direction may work
   */
  record Refused(Failure failure, boolean noThirdPartyCopy) implements CopyEnd {}

  /** The active side began and said failure; a partial file may be at the destination. */
  record Broken(Failure failure) implements CopyEnd {}

  /** No result was heard: the copy may still run, have failed or have succeeded. */
  record Unknown(Failure failure) implements CopyEnd {}
}
