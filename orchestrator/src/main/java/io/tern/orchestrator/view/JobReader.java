package io.tern.orchestrator.view;

import io.tern.orchestrator.journal.wire.AttemptRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The questions that the read model answers, from committed steps only. Calls read the local disk:
 * never on an event loop. Any thread.
 */
public interface JobReader {

  /** A job that has been accepted, finished or not. */
  Optional<StoredJob> job(UUID job);

  /** The job of a transfer, by the transfer's id alone. */
  Optional<StoredJob> holding(long transfer);

  /** A job's transfers in the order of their ids. Memory does not grow with the job. */
  void transfers(StoredJob job, Consumer<StoredTransfer> each);

  Optional<StoredTransfer> transfer(StoredJob job, long transfer);

  /**
   * What {@code make} tells of a job, which it may have told somebody before: it is asked again
   * only when something of the job has changed, or nobody remembers.
   *
   * @param job as this reader gave it
   * @param form what the text depends on beside the job
   * @param make reads this job and no other
   */
  default byte[] rendering(StoredJob job, String form, Supplier<byte[]> make) {
    return make.get();
  }

  /** Ended attempts of a transfer, oldest first; the list's position is the number less one. */
  List<AttemptRecord> attempts(UUID job, long transfer);

  /** Jobs by {@code query}, newest submission first where a limit is set. */
  List<StoredJob> list(JobQuery query);

  /**
   * Jobs by {@code query}, which has a limit, newest first.
   *
   * @param seen go on after this one
   */
  JobPage page(JobQuery query, Optional<JobMark> seen);

  /** At most {@code most} of a job's transfers from that of index {@code from} on. */
  void transfers(StoredJob job, int from, int most, Consumer<StoredTransfer> each);

  /**
   * Files by {@code query}, each with its job, those of the newest jobs first. Reads the files of
   * every job that may hold some.
   */
  void files(FileQuery query, BiConsumer<StoredJob, StoredTransfer> each);

  /** What each agent is at, by the agent's name. */
  Map<String, AtWork> atWork();

  /**
   * Asks several questions whose answers agree with one another: all are of one moment, however
   * much is applied meanwhile. The reader given is good for the length of the call and one thread
   * only.
   */
  default <T> T together(Function<JobReader, T> questions) {
    return questions.apply(this);
  }
}
