package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.databind.JsonNode;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Cancel;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Reprioritise;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.view.EffectiveState;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;

/** Cancels jobs and changes their priority. */
final class JobChange {
  private final CommandLog log;
  private final JobLookup lookup;

  JobChange(CommandLog log, JobLookup lookup) {
    this.log = log;
    this.lookup = lookup;
  }

  Future<Void> cancel(Exchange exchange) {
    return find(exchange)
        .compose(job -> ask(exchange, job, cancelled(job)))
        .compose(job -> JobElement.answer(exchange, job));
  }

  Future<Void> reprioritise(Exchange exchange) {
    return Bodies.smallObject(exchange.request())
        .compose(body ->
            find(exchange).compose(job -> ask(exchange, job, reprioritised(job, priority(body)))))
        .compose(job -> JobElement.answer(exchange, job));
  }

  private static int priority(JsonNode body) {
    JsonNode priority = body.path("priority");
    if (!priority.isInt() || priority.intValue() < 1 || priority.intValue() > 5) {
      throw Refusal.badRequest("priority: " + priority + " (expected: 1 to 5)").at("/priority");
    }
    return priority.intValue();
  }

  private static Command.Builder cancelled(StoredJob job) {
    Cancel.Builder cancel =
        Cancel.newBuilder().setJobId(Ids.bytes(job.id())).setReason("Job canceled by the user");
    return Command.newBuilder().setCancel(cancel);
  }

  private static Command.Builder reprioritised(StoredJob job, int priority) {
    Reprioritise.Builder change =
        Reprioritise.newBuilder().setJobId(Ids.bytes(job.id())).setPriority(priority);
    return Command.newBuilder().setReprioritise(change);
  }

  private Future<StoredJob> find(Exchange exchange) {
    return lookup.find(exchange.variable(0), exchange.caller()).map(Found::orRefuse);
  }

  /** The job after the change; one that has ended is a conflict. */
  private Future<StoredJob> ask(Exchange exchange, StoredJob job, Command.Builder command) {
    if (EffectiveState.isTerminal(job.record().getState())) {
      throw ended();
    }
    return log.ask(job.id(), command.setPrincipal(exchange.caller().userDn()))
        .compose(verdict -> {
          refuseUnchanged(verdict);
          return find(exchange);
        });
  }

  /** The coordinator forgets a job at its end. */
  private static void refuseUnchanged(Verdict verdict) {
    if (verdict.getStatus() == 304 || verdict.getStatus() == 404) {
      throw ended();
    }
    if (verdict.getStatus() / 100 != 2) {
      throw new Refusal(verdict.getStatus(), verdict.getMessage());
    }
  }

  private static Refusal ended() {
    return new Refusal(409, "The job is in a terminal state");
  }
}
