package io.tern.orchestrator.api.submission;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.MemoryJobs;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Submits 100,000 files over HTTP to a service that keeps none of them, and prints what came. */
final class SmallHeapSubmission {
  private SmallHeapSubmission() {}

  private record CountingLog(AtomicLong transfers) implements CommandLog {
    @Override
    public Future<Void> append(UUID job, Command command) {
      transfers.addAndGet(command.getSubmit().getSourceCount());
      return Future.succeededFuture();
    }

    @Override
    public Future<Verdict> ask(UUID job, Command.Builder command) {
      throw new UnsupportedOperationException("nothing asks here");
    }

    @Override
    public Future<Boolean> caughtUp() {
      return Future.succeededFuture(true);
    }

    @Override
    public Future<Boolean> upToDate() {
      return caughtUp();
    }
  }

  /**
   * @param args {@code lines} for a file a line, anything else for one object
   */
  public static void main(String[] args) {
    boolean lines = args[0].equals("lines");
    JobText job = JobText.filesFirst(100_000);
    AtomicLong transfers = new AtomicLong();
    try (Service service =
        new Service(new MemoryJobs(), new CountingLog(transfers), UnaryOperator.identity())) {
      Service.Answer answer =
          service.send(
              service
                  .request(lines ? "/api/v1/jobs" : "/jobs")
                  .header("Content-Type", lines ? "application/x-ndjson" : Service.JSON)
                  .POST(BodyPublishers.ofInputStream(lines ? job::lines : job::stream)));
      System.out.println("status " + answer.status() + ", transfers " + transfers.get());
    }
  }
}
