package io.tern.orchestrator.api.lookup;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds jobs by id. A miss is believed only once the view has passed all that the log held, so that
 * a job just acknowledged, by whichever node, is never missed.
 */
public final class JobLookup {
  private static final int UUID_LENGTH = 36;
  private static final int RETRY_S = 5;

  private final CommandLog log;
  private final JobReader reader;
  private final Reading reading;

  public JobLookup(CommandLog log, JobReader reader, Reading reading) {
    this.log = log;
    this.reader = reader;
    this.reading = reading;
  }

  /** What is made of jobs that were found. */
  @FunctionalInterface
  public interface Answer<T> {

    /**
     * Never on an event loop.
     *
     * @param moment all that is read from it agrees with {@code found}; good for the length of the
     *     call
     * @param found in the order of the ids
     */
    T from(JobReader moment, List<Found> found);
  }

  public Future<Found> find(String id, Identity caller) {
    return find(List.of(id), caller).map(List::getFirst);
  }

  /** In the order of {@code ids}. */
  public Future<List<Found>> find(List<String> ids, Identity caller) {
    return answer(ids, caller, (moment, found) -> found);
  }

  /** What {@code answer} makes of the jobs, all as they were at one moment. */
  public <T> Future<T> answer(List<String> ids, Identity caller, Answer<T> answer) {
    return reading
        .read(() -> reader.together(moment -> early(moment, ids, caller, answer)))
        .compose(told ->
            told.map(Future::succeededFuture).orElseGet(() -> answerCaughtUp(ids, caller, answer)));
  }

  private <T> Future<T> answerCaughtUp(List<String> ids, Identity caller, Answer<T> answer) {
    return log.caughtUp()
        .compose(caughtUp ->
            caughtUp
                ? reading.read(
                    () -> reader.together(moment -> answer.from(moment, look(moment, ids, caller))))
                : Future.failedFuture(
                    new CommandLog.Unavailable("The view is behind the log", RETRY_S)));
  }

  /** Empty when a job is missing, which may be on its way. */
  private static <T> Optional<T> early(
      JobReader moment, List<String> ids, Identity caller, Answer<T> answer) {
    List<Found> found = look(moment, ids, caller);
    return isMissing(found) ? Optional.empty() : Optional.of(answer.from(moment, found));
  }

  private static List<Found> look(JobReader moment, List<String> ids, Identity caller) {
    return ids.stream().map(id -> look(moment, id, caller)).toList();
  }

  private static Found look(JobReader moment, String id, Identity caller) {
    Optional<StoredJob> job = uuid(id).flatMap(moment::job);
    if (job.isEmpty()) {
      return new Found.Missing(id);
    }
    boolean visible =
        caller.may(Operation.TRANSFER, job.get().header().getUserDn(), job.get().header().getVo());
    return visible ? new Found.Visible(id, job.get()) : new Found.Forbidden(id);
  }

  /** A text that is no UUID is the id of no job, and no reason to wait. */
  private static boolean isMissing(List<Found> found) {
    return found.stream()
        .anyMatch(one -> one instanceof Found.Missing && uuid(one.id()).isPresent());
  }

  private static Optional<UUID> uuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
