package io.tern.orchestrator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.MemoryJobs;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A leader that takes commands and says nothing of when they will be carried out. */
class JobSubmitTest {
  private static final String JOB =
      """
      {"files": [{"sources": ["mock://a/f"], "destinations": ["mock://b/f"]}],
       "params": {"deadline": "2999-01-01T00:00:00Z"}}
      """;

  private record Silent(MemoryJobs jobs) implements CommandLog {
    @Override
    public Future<Void> append(UUID job, Command command) {
      return jobs.append(job, command);
    }

    @Override
    public Future<Verdict> ask(UUID job, Command.Builder command) {
      return Promise.<Verdict>promise().future();
    }

    @Override
    public Future<Boolean> caughtUp() {
      return jobs.caughtUp();
    }
  }

  @Test
  @Timeout(60)
  void whatIsAcceptedIsAnsweredWithoutAGuess() {
    MemoryJobs jobs = new MemoryJobs();
    try (Service service = new Service(jobs, new Silent(jobs), UnaryOperator.identity())) {
      Answer answer = service.post("/api/v1/jobs", JOB);

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().path("id").asText()).isNotEmpty();
      assertThat(answer.json().path("end").isNull()).isTrue();
      assertThat(answer.json().path("reasons")).isEmpty();
    }
  }
}
