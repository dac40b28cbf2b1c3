package io.tern.orchestrator.api.v1;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Explain;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * What is asked of the leader, which alone knows who goes next: commands that change nothing, so
 * that every node can answer. While nobody leads, and over the bound, the caller may come back.
 */
final class Questions {
  private final CommandLog log;
  private final Semaphore room;

  /**
   * @param most on their way to the leader at a time: each costs a step a record
   */
  Questions(CommandLog log, int most) {
    this.log = log;
    this.room = new Semaphore(most);
  }

  /**
   * @param job that it is about; any id if it is about none
   */
  Future<Verdict> ask(UUID job, String principal, Explain question) {
    if (!room.tryAcquire()) {
      return Future.failedFuture(new CommandLog.Unavailable("too many explanations at once", 1));
    }
    return log.ask(job, Command.newBuilder().setPrincipal(principal).setExplain(question))
        .onComplete(done -> room.release());
  }
}
