package io.tern.orchestrator.api;

import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * The way of commands to the coordinator. Futures complete on the caller's context. They fail with
 * {@link Unavailable} when the log cannot take the command in time, or is told not to.
 */
public interface CommandLog {

  /** Appends a command; success means it is durable. */
  Future<Void> append(UUID job, Command command);

  /**
   * Appends a command whose answer depends on state; completes once it has been decided and this
   * node's view has passed the step that decided it. The request id is set here.
   */
  Future<Verdict> ask(UUID job, Command.Builder command);

  /**
   * Waits until this node's view has passed all that the log held when this was called: true then,
   * false when that takes longer than 5 s.
   */
  Future<Boolean> caughtUp();

  /**
   * Waits until this node's view shows all that had been decided when this was called, whoever had
   * heard of it: true then, false when that takes longer than 5 s.
   */
  Future<Boolean> upToDate();

  /** The log takes nothing now; the caller may come back. */
  final class Unavailable extends Exception {
    private final int retryAfterSeconds;

    public Unavailable(String message, int retryAfterSeconds) {
      super(message, null, false, false);
      this.retryAfterSeconds = retryAfterSeconds;
    }

    public int retryAfterSeconds() {
      return retryAfterSeconds;
    }
  }
}
