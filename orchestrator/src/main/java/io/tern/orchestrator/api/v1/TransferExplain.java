package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.explain.Failed;
import io.tern.explain.Reason;
import io.tern.explain.Seen;
import io.tern.job.FailureClass;
import io.tern.job.Phase;
import io.tern.job.Side;
import io.tern.job.TransferState;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.journal.States;
import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.journal.wire.Explain;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.EffectiveState;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /api/v1/transfers/{id}/explain}: why a transfer stands where it does. Whatever is not
 * over is asked of the leader, as a command that changes nothing, so every node can answer; what
 * the records tell follows.
 */
final class TransferExplain {
  private final Questions questions;
  private final JobReader reader;
  private final Reading reading;

  TransferExplain(Questions questions, JobReader reader, Reading reading) {
    this.questions = questions;
    this.reader = reader;
    this.reading = reading;
  }

  /** A transfer with its job, and its latest attempt that came to grief, if any did. */
  private record Subject(StoredJob job, StoredTransfer transfer, List<Reason> failure) {
    TransferState state() {
      return States.transfer(transfer.record().getState());
    }

    boolean isOver() {
      return state().isTerminal() || EffectiveState.isTerminal(job.record().getState());
    }
  }

  Future<Void> show(Exchange exchange) {
    exchange.require(Operation.TRANSFER);
    long id = id(exchange.variable(0));
    return find(id, exchange)
        .compose(subject -> decided(subject, exchange.caller().userDn()))
        .compose(reasons ->
            find(id, exchange)
                .compose(subject ->
                    Answers.json(exchange.request(), 200, out -> write(out, subject, reasons))));
  }

  /** Asked before the leader and after it, since what it said is shown by then. */
  private Future<Subject> find(long id, Exchange exchange) {
    return reading.read(() -> reader.together(moment -> find(moment, id, exchange)));
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw none(text);
    }
  }

  private static Refusal none(String id) {
    return Refusal.notFound("No transfer with the id \"" + id + "\" has been found");
  }

  private static Subject find(JobReader reader, long id, Exchange exchange) {
    StoredJob job = reader.holding(id).orElseThrow(() -> none(Long.toString(id)));
    String owner = job.header().getUserDn();
    if (!exchange.caller().may(Operation.TRANSFER, owner, job.header().getVo())) {
      throw Refusal.forbidden("Not enough permissions");
    }
    StoredTransfer transfer = reader.transfer(job, id).orElseThrow(() -> none(Long.toString(id)));
    return new Subject(job, transfer, failure(reader.attempts(job.id(), id)));
  }

  private static List<Reason> failure(List<AttemptRecord> attempts) {
    for (int number = attempts.size(); number > 0; number--) {
      AttemptRecord attempt = attempts.get(number - 1);
      if (!attempt.getFailureClass().isEmpty()) {
        return Failed.of(
            number,
            FailureClass.valueOf(attempt.getFailureClass()),
            Side.valueOf(attempt.getSide()),
            Phase.valueOf(attempt.getPhase()),
            attempt.getMessage());
      }
    }
    return List.of();
  }

  /** What the leader says; nothing of what is over, or has come to its end by now. */
  private Future<List<Reason>> decided(Subject subject, String principal) {
    if (subject.isOver()) {
      return Future.succeededFuture(List.of());
    }
    Explain question = Explain.newBuilder().setTransfer(subject.transfer().id()).build();
    return questions.ask(subject.job().id(), principal, question).map(ReasonElement::all);
  }

  private static void write(JsonGenerator out, Subject subject, List<Reason> decided)
      throws IOException {
    TransferRecord record = subject.transfer().record();
    out.writeStartObject();
    out.writeNumberField("id", subject.transfer().id());
    out.writeStringField("job", subject.job().id().toString());
    out.writeStringField("state", record.getState().name());
    JobElement.time(out, "since", record.getSinceMs());
    JobElement.time(out, "retryAt", record.getRetryAtMs());
    out.writeNumberField("attempt", record.getAttempt());
    JobElement.text(out, "agent", record.getAgent());
    ReasonElement.write(out, all(subject, decided));
    out.writeEndObject();
  }

  private static List<Reason> all(Subject subject, List<Reason> decided) {
    TransferRecord record = subject.transfer().record();
    List<Reason> all = new ArrayList<>(decided);
    all.addAll(
        Seen.of(
            subject.state(),
            record.getAttempt(),
            record.getSinceMs(),
            record.getRetryAtMs(),
            record.getReason()));
    if (subject.isOver() && subject.state() == TransferState.NOT_USED) {
      all.add(Seen.notUsed());
    }
    if (subject.state() != TransferState.FINISHED) {
      all.addAll(subject.failure());
    }
    return all;
  }
}
