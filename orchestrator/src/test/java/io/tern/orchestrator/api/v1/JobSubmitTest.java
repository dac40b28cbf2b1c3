package io.tern.orchestrator.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.MemoryJobs;
import io.tern.orchestrator.api.Service;
import io.tern.orchestrator.api.Service.Answer;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Reason;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.security.token.ScriptedIssuer;
import io.tern.setting.Access;
import io.tern.setting.Change;
import io.tern.setting.Sealed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a submission hears at once of when it will be carried out. */
class JobSubmitTest {
  private static final String JOB =
      """
      {"files": [{"sources": ["mock://a/f"], "destinations": ["mock://b/f"]}],
       "params": {"deadline": "2999-01-01T00:00:00Z"}}
      """;

  private static final String LENDING =
      """
      {"files": [{"sources": ["https://a.org/f"], "destinations": ["https://b.org/f"],
                  "source_tokens": ["%1$s"], "destination_tokens": ["%1$s"]}]}
      """;

  /** A leader that takes commands, and says nothing but {@code answer}. */
  private record Scripted(MemoryJobs jobs, Future<Verdict> answer) implements CommandLog {
    @Override
    public Future<Void> append(UUID job, Command command) {
      return jobs.append(job, command);
    }

    @Override
    public Future<Verdict> ask(UUID job, Command.Builder command) {
      return answer;
    }

    @Override
    public Future<Boolean> caughtUp() {
      return jobs.caughtUp();
    }

    @Override
    public Future<Boolean> upToDate() {
      return caughtUp();
    }
  }

  @Test
  @Timeout(60)
  void whatIsAcceptedIsAnsweredWithoutAGuess() {
    MemoryJobs jobs = new MemoryJobs();
    Future<Verdict> never = Promise.<Verdict>promise().future();
    try (Service service = service(jobs, never)) {
      Answer answer = service.post("/api/v1/jobs", JOB);

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().path("id").asText()).isNotEmpty();
      assertThat(answer.json().path("end").isNull()).isTrue();
      assertThat(answer.json().path("reasons")).isEmpty();
    }
  }

  @Test
  void whoeverLendsTokensThatAreNotRenewedHearsWhetherTheyLast() throws Exception {
    Verdict tooShort =
        Verdict.newBuilder()
            .setStatus(200)
            .setEndMs(60_000)
            .addReason(Reason.newBuilder().setCode("tokens").setSentence("They are too short."))
            .build();
    try (ScriptedIssuer issuer = new ScriptedIssuer(System::currentTimeMillis);
        Service service = service(new MemoryJobs(), Future.succeededFuture(tooShort))) {
      var unused = service.administration.change("test", List.of(believing(issuer.url())));
      String token = issuer.token("storage.read:/ storage.create:/", Duration.ofHours(1));

      Answer answer = service.post("/api/v1/jobs", LENDING.formatted(token));

      assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
      assertThat(Instant.parse(answer.json().path("end").asText()))
          .isEqualTo(Instant.ofEpochMilli(60_000));
      assertThat(answer.json().path("reasons").path(0).path("sentence").asText())
          .isEqualTo("They are too short.");
    }
  }

  private static Service service(MemoryJobs jobs, Future<Verdict> answer) {
    return new Service(jobs, new Scripted(jobs, answer), UnaryOperator.identity());
  }

  /** It gives no token in place of another. */
  private static Change believing(String issuer) {
    return new Change.Put(
        new Access.TokenProvider("p", issuer, "tern", Sealed.NOTHING, null, null));
  }
}
