package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Part;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends the finished parts of one submission in their order. Until the job's id is known it holds
 * them, up to a limit. Used on one event loop.
 */
final class PartOutbox {
  private final CommandLog log;
  private final String principal;
  private final Limits limits;
  private final Runnable onChange;
  private final Promise<Void> acknowledged = Promise.promise();
  private final List<Part.Builder> held = new ArrayList<>();
  private long heldBytes;
  private int inFlight;
  private boolean finished;
  private @Nullable UUID job;

  /**
   * @param onChange called when {@link #isFull} may have changed
   */
  PartOutbox(CommandLog log, String principal, Limits limits, Runnable onChange) {
    this.log = log;
    this.principal = principal;
    this.limits = limits;
    this.onChange = onChange;
  }

  /** The job's id, once it is told. */
  @Nullable UUID job() {
    return job;
  }

  void identify(UUID id) {
    job = id;
    held.forEach(this::send);
    held.clear();
  }

  void offer(PartBuilder part) {
    Part.Builder finishedPart = part.finish();
    if (job != null) {
      send(finishedPart);
    } else {
      held.add(finishedPart);
      heldBytes += part.bytes();
    }
  }

  /** Whether it holds as much as it may, so that the id has to be told. */
  boolean holdsTooMuch() {
    return job == null && heldBytes > limits.held();
  }

  /** Whether the client has to wait. */
  boolean isFull() {
    return inFlight >= limits.partsInFlight();
  }

  /** Completes when all parts offered are acknowledged; fails with the first failure. */
  Future<Void> finish() {
    finished = true;
    completeWhenDone();
    return acknowledged.future();
  }

  Command.Builder command(UUID id, Part.Builder part) {
    return Command.newBuilder().setPrincipal(principal).setSubmit(part.setJobId(Ids.bytes(id)));
  }

  private void send(Part.Builder part) {
    if (job == null) {
      throw new IllegalStateException("a part is sent before its job has an id");
    }
    inFlight++;
    log.append(job, command(job, part).build()).onComplete(done -> settled(done.cause()));
  }

  private void settled(@Nullable Throwable failure) {
    inFlight--;
    if (failure != null) {
      acknowledged.tryFail(failure);
    }
    completeWhenDone();
    onChange.run();
  }

  private void completeWhenDone() {
    if (finished && inFlight == 0) {
      acknowledged.tryComplete();
    }
  }

  /** Refuses what follows a failed part. */
  @Nullable Throwable failure() {
    return acknowledged.future().cause();
  }

  /** The id may no longer depend on the user's text. */
  static Refusal identifiedTooLate(Limits limits) {
    return Refusal.badRequest(
        "id_generator: deterministic (expected: params before files in a submission of more than "
            + limits.held()
            + " bytes)");
  }
}
