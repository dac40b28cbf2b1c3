package io.tern.orchestrator.api.fts3.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.tern.orchestrator.api.CommandLog;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Bodies;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.JsonStream;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.JobFields;
import io.tern.orchestrator.api.identity.Identity;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.api.submission.Submissions;
import io.tern.orchestrator.journal.Ids;
import io.tern.orchestrator.journal.wire.Cancel;
import io.tern.orchestrator.journal.wire.Command;
import io.tern.orchestrator.journal.wire.Reprioritise;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** The routes that submit and change jobs (FTS REST, "Jobs: write"). */
final class JobWrites {
  private static final String CANCELED = "Job canceled by the user";

  private final Submissions submissions;
  private final CommandLog log;
  private final JobLookup lookup;
  private final JobElements elements;
  private final Reading reading;

  JobWrites(
      Submissions submissions,
      CommandLog log,
      JobLookup lookup,
      JobReader reader,
      Reading reading) {
    this.submissions = submissions;
    this.log = log;
    this.lookup = lookup;
    this.elements = new JobElements(reader);
    this.reading = reading;
  }

  Future<Void> submit(Exchange exchange) {
    if (exchange.caller().level(Operation.TRANSFER).isEmpty()) {
      throw Refusal.forbidden("Not enough permissions");
    }
    return submissions
        .receive(exchange.request(), exchange.caller())
        .compose(accepted ->
            Answers.json(
                exchange.request(),
                200,
                out -> {
                  out.writeStartObject();
                  out.writeStringField("job_id", accepted.job().toString());
                  out.writeEndObject();
                }));
  }

  Future<Void> cancel(Exchange exchange) {
    return change(
        exchange,
        job ->
            Command.newBuilder().setCancel(Cancel.newBuilder().setJobId(job).setReason(CANCELED)));
  }

  Future<Void> reprioritise(Exchange exchange) {
    return Bodies.smallObject(exchange.request())
        .map(JobWrites::priority)
        .compose(priority ->
            priority == 0
                ? unchanged(exchange)
                : change(exchange, job -> reprioritise(job, priority)));
  }

  private static Command.Builder reprioritise(ByteString job, int priority) {
    return Command.newBuilder()
        .setReprioritise(Reprioritise.newBuilder().setJobId(job).setPriority(priority));
  }

  /** 0 when nothing is to be changed; else clamped as at submission. */
  private static int priority(JsonNode body) {
    JsonNode params = body.path("params");
    if (!params.isMissingNode() && !params.isObject()) {
      throw Refusal.malformed("params (expected: an object)");
    }
    JsonNode priority = params.path("priority");
    if (priority.isMissingNode() || priority.isNull()) {
      return 0;
    }
    if (!priority.canConvertToInt() && !priority.asText().matches("-?\\d{1,9}")) {
      throw Refusal.badRequest("Invalid priority value");
    }
    int value = priority.asInt();
    return value == 0 ? 0 : Math.clamp(value, 1, 5);
  }

  private Future<Void> change(Exchange exchange, Function<ByteString, Command.Builder> command) {
    return each(exchange, found -> changeOne(found, command, exchange.caller()));
  }

  private Future<Void> unchanged(Exchange exchange) {
    return each(
        exchange,
        found -> Future.succeededFuture(isTerminal(found) ? Done.terminal(found) : Done.ok(found)));
  }

  private Future<Void> each(Exchange exchange, Function<Found, Future<Done>> change) {
    IdList ids = IdList.parse(exchange.variable(0));
    return lookup
        .find(ids.ids(), exchange.caller())
        .compose(found -> all(found.stream().map(change).toList()))
        .compose(done -> answer(exchange, ids, done));
  }

  private Future<Done> changeOne(
      Found found, Function<ByteString, Command.Builder> command, Identity caller) {
    if (!(found instanceof Found.Visible visible) || isTerminal(found)) {
      return Future.succeededFuture(Done.terminal(found));
    }
    StoredJob job = visible.job();
    Command.Builder asked = command.apply(Ids.bytes(job.id())).setPrincipal(caller.userDn());
    return log.ask(job.id(), asked)
        .compose(verdict -> lookup.find(found.id(), caller).map(after -> Done.of(after, verdict)));
  }

  private static boolean isTerminal(Found found) {
    return found instanceof Found.Visible visible && JobFields.state(visible.job()).isTerminal();
  }

  private Future<Void> answer(Exchange exchange, IdList ids, List<Done> done) {
    int status = ids.status(done.stream().map(Done::status).toList());
    return reading
        .read(() ->
            JsonStream.write(
                exchange.request(), status, out -> ids.write(out, done, elements::writeDone)))
        .compose(sent -> sent);
  }

  static <T> Future<List<T>> all(List<Future<T>> futures) {
    return Future.all(futures).map(joined -> joined.<T>list());
  }
}
