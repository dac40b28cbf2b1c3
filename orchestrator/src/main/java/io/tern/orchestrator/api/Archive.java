package io.tern.orchestrator.api;

import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Jobs that retention has removed, for as long as the archive keeps them. */
@FunctionalInterface
public interface Archive {

  /**
   * Looks up a job; one that has just been removed may take a moment to be found. Blocks: not on an
   * event loop.
   *
   * @throws CommandLog.Unavailable too many read the archive
   */
  Optional<ArchivedJob> open(UUID job) throws CommandLog.Unavailable;

  /** A job while it is being read; one thread. */
  interface ArchivedJob extends AutoCloseable {
    StoredJob job();

    /** Its transfers in the order of their ids, read as they are asked for; once only. */
    void transfers(Consumer<StoredTransfer> each);

    @Override
    void close();
  }
}
