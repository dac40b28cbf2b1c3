package io.tern.orchestrator.api.fts3.job;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.FailureClass;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.JsonStream;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.Dates;
import io.tern.orchestrator.api.fts3.element.Fields;
import io.tern.orchestrator.api.fts3.element.FileFields;
import io.tern.orchestrator.api.fts3.element.FileFields.FileView;
import io.tern.orchestrator.api.fts3.element.JobFields;
import io.tern.orchestrator.api.fts3.element.JobFields.JobView;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.view.JobQuery;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The routes that read jobs (FTS REST, "Jobs: read"). */
final class JobReads {
  private final JobLookup lookup;
  private final JobReader reader;
  private final Reading reading;

  JobReads(JobLookup lookup, JobReader reader, Reading reading) {
    this.lookup = lookup;
    this.reader = reader;
    this.reading = reading;
  }

  Future<Void> list(Exchange exchange) {
    exchange.requireKnownCaller();
    List<String> asked = exchange.queryList("fields");
    Fields<JobView> keys = asked.isEmpty() ? JobFields.FIELDS : JobFields.FIELDS.only(asked);
    return ListRequest.query(exchange)
        .map(query ->
            reading
                .read(() -> reader.together(moment -> list(exchange, moment, query, keys)))
                .compose(sent -> sent))
        .orElseGet(() -> Answers.json(exchange.request(), 200, JobReads::emptyArray));
  }

  private static Future<Void> list(
      Exchange exchange, JobReader moment, JobQuery query, Fields<JobView> keys) {
    JobElements elements = new JobElements(moment);
    return JsonStream.write(
        exchange.request(),
        200,
        out -> {
          out.writeStartArray();
          for (StoredJob job : moment.list(query)) {
            elements.writeJob(out, job, keys);
          }
          out.writeEndArray();
        });
  }

  Future<Void> jobs(Exchange exchange) {
    IdList ids = IdList.parse(exchange.variable(0));
    List<String> asked = exchange.queryList("files");
    Optional<Fields<FileView>> files =
        asked.isEmpty() ? Optional.empty() : Optional.of(FileFields.FIELDS.only(asked));
    return answer(
        exchange,
        ids.ids(),
        (moment, found) ->
            JsonStream.write(
                exchange.request(),
                ids.status(found.stream().map(Found::status).toList()),
                out -> {
                  JobElements elements = new JobElements(moment);
                  ids.write(out, found, (o, one) -> elements.writeFound(o, one, files));
                }));
  }

  Future<Void> files(Exchange exchange) {
    return one(
        exchange,
        (moment, job, out) -> new JobElements(moment).writeFiles(out, job, FileFields.FIELDS));
  }

  Future<Void> dataManagement(Exchange exchange) {
    return one(exchange, (moment, job, out) -> emptyArray(out));
  }

  Future<Void> field(Exchange exchange) {
    String name = exchange.variable(1);
    return one(
        exchange,
        (moment, job, out) -> {
          if (!JobFields.FIELDS.has(name)) {
            throw Refusal.notFound("No such field");
          }
          new JobElements(moment).writeField(out, job, name);
        });
  }

  Future<Void> retries(Exchange exchange) {
    long transfer = FileIds.parse(exchange.variable(1)).orElse(-1L);
    return one(exchange, (moment, job, out) -> writeRetries(out, moment, job, transfer));
  }

  private static void writeRetries(
      JsonGenerator out, JobReader moment, StoredJob job, long transfer) throws IOException {
    out.writeStartArray();
    List<AttemptRecord> attempts = moment.attempts(job.id(), transfer);
    for (int i = 0; i < attempts.size(); i++) {
      if (!attempts.get(i).getFailureClass().isEmpty()) {
        writeRetry(out, transfer, i + 1, attempts.get(i));
      }
    }
    out.writeEndArray();
  }

  private static void writeRetry(JsonGenerator out, long transfer, int number, AttemptRecord failed)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("file_id", transfer);
    out.writeNumberField("attempt", number);
    out.writeFieldName("datetime");
    Dates.write(out, failed.getEndMs());
    out.writeStringField("reason", reason(failed));
    out.writeStringField("transfer_host", failed.getAgent());
    out.writeNullField("log_file");
    out.writeEndObject();
  }

  private static String reason(AttemptRecord failed) {
    int errno = FailureClass.valueOf(failed.getFailureClass()).errno();
    return failed.getSide() + " [" + errno + "] " + failed.getMessage();
  }

  /** Writes what is asked of a job that the caller may see. */
  @FunctionalInterface
  private interface OneWriter {
    void write(JobReader moment, StoredJob job, JsonGenerator out) throws IOException;
  }

  private Future<Void> one(Exchange exchange, OneWriter writer) {
    return answer(
        exchange,
        List.of(exchange.variable(0)),
        (moment, found) -> {
          StoredJob job = found.getFirst().orRefuse();
          return JsonStream.write(exchange.request(), 200, out -> writer.write(moment, job, out));
        });
  }

  private Future<Void> answer(
      Exchange exchange, List<String> ids, JobLookup.Answer<Future<Void>> answer) {
    return lookup.answer(ids, exchange.caller(), answer).compose(sent -> sent);
  }

  private static void emptyArray(JsonGenerator out) throws IOException {
    out.writeStartArray();
    out.writeEndArray();
  }
}
