package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.explain.Reason;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Explain;
import io.tern.orchestrator.journal.wire.Verdict;
import io.tern.orchestrator.view.EffectiveState;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * {@code GET /api/v1/jobs/{id}/estimate}: when a job is likely to be over, as the leader says at
 * whichever node it is asked; when it was, of one that is over.
 */
final class Estimates {
  private final Questions questions;
  private final JobLookup lookup;

  Estimates(Questions questions, JobLookup lookup) {
    this.questions = questions;
    this.lookup = lookup;
  }

  /**
   * What can be said of a job's end.
   *
   * @param endMs Unix time, 0 if nobody knows
   */
  record Estimate(long endMs, List<Reason> reasons) {
    static final Estimate NONE = new Estimate(0, List.of());

    void writeFields(JsonGenerator out) throws IOException {
      JobElement.time(out, "end", endMs);
      ReasonElement.write(out, reasons);
    }
  }

  Future<Void> show(Exchange exchange) {
    exchange.require(Operation.TRANSFER);
    return lookup
        .find(exchange.variable(0), exchange.caller())
        .map(Found::orRefuse)
        .compose(job ->
            of(job, exchange.caller().userDn())
                .compose(estimate ->
                    Answers.json(exchange.request(), 200, out -> write(out, job, estimate))));
  }

  private Future<Estimate> of(StoredJob job, String principal) {
    return EffectiveState.isTerminal(job.record().getState())
        ? Future.succeededFuture(over(job.record().getFinishedMs()))
        : foretold(job.id(), principal);
  }

  /** What the leader says; the job may have come to its end meanwhile. */
  Future<Estimate> foretold(UUID job, String principal) {
    Explain question = Explain.newBuilder().setEstimate(Ids.bytes(job)).build();
    return questions.ask(job, principal, question).map(Estimates::told);
  }

  private static Estimate told(Verdict verdict) {
    if (verdict.getStatus() == 404) {
      return over(0);
    }
    if (verdict.getStatus() / 100 != 2) {
      throw new Refusal(verdict.getStatus(), verdict.getMessage());
    }
    return new Estimate(verdict.getEndMs(), ReasonElement.all(verdict));
  }

  private static Estimate over(long endMs) {
    String when = endMs == 0 ? "" : " since " + Instant.ofEpochMilli(endMs);
    return new Estimate(endMs, List.of(new Reason("over", "It is over" + when + ".")));
  }

  private static void write(JsonGenerator out, StoredJob job, Estimate estimate)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("id", job.id().toString());
    JobElement.time(out, "deadline", job.header().getDeadlineMs());
    estimate.writeFields(out);
    out.writeEndObject();
  }
}
