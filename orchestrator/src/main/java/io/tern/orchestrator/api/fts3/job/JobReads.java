package io.tern.orchestrator.api.fts3.job;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.FailureClass;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.JsonStream;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.Dates;
import io.tern.orchestrator.api.fts3.element.JobFields;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.api.lookup.JobLookup;
import io.tern.orchestrator.journal.wire.AttemptRecord;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;

/** The routes that read jobs (FTS REST, "Jobs: read"). */
final class JobReads {
  private final JobLookup lookup;
  private final JobReader reader;
  private final JobElements elements;
  private final Reading reading;

  JobReads(JobLookup lookup, JobReader reader, Reading reading) {
    this.lookup = lookup;
    this.reader = reader;
    this.elements = new JobElements(reader);
    this.reading = reading;
  }

  Future<Void> list(Exchange exchange) {
    exchange.requireKnownCaller();
    List<String> keys = exchange.queryList("fields");
    return ListRequest.query(exchange)
        .map(query ->
            stream(
                exchange,
                200,
                out -> {
                  out.writeStartArray();
                  for (StoredJob job : reader.list(query)) {
                    elements.writeJob(out, job, keys);
                  }
                  out.writeEndArray();
                }))
        .orElseGet(() -> Answers.json(exchange.request(), 200, JobReads::emptyArray));
  }

  Future<Void> jobs(Exchange exchange) {
    IdList ids = IdList.parse(exchange.variable(0));
    List<String> fileKeys = exchange.queryList("files");
    return lookup
        .find(ids.ids(), exchange.caller())
        .compose(found ->
            stream(
                exchange,
                ids.status(found.stream().map(Found::status).toList()),
                out -> ids.write(out, found, (o, one) -> elements.writeFound(o, one, fileKeys))));
  }

  Future<Void> files(Exchange exchange) {
    return one(exchange)
        .compose(job -> stream(exchange, 200, out -> elements.writeFiles(out, job)));
  }

  Future<Void> dataManagement(Exchange exchange) {
    return one(exchange)
        .compose(job -> Answers.json(exchange.request(), 200, JobReads::emptyArray));
  }

  Future<Void> field(Exchange exchange) {
    String name = exchange.variable(1);
    return one(exchange)
        .compose(job -> {
          if (!JobFields.FIELDS.has(name)) {
            throw Refusal.notFound("No such field");
          }
          return stream(exchange, 200, out -> elements.writeField(out, job, name));
        });
  }

  Future<Void> retries(Exchange exchange) {
    long transfer = FileIds.parse(exchange.variable(1)).orElse(-1L);
    return one(exchange)
        .compose(job -> stream(exchange, 200, out -> writeRetries(out, job, transfer)));
  }

  private void writeRetries(JsonGenerator out, StoredJob job, long transfer) throws IOException {
    out.writeStartArray();
    List<AttemptRecord> attempts = reader.attempts(job.id(), transfer);
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

  private Future<StoredJob> one(Exchange exchange) {
    return lookup.find(exchange.variable(0), exchange.caller()).map(Found::orRefuse);
  }

  private Future<Void> stream(Exchange exchange, int status, Answers.Writer writer) {
    return reading
        .read(() -> JsonStream.write(exchange.request(), status, writer))
        .compose(sent -> sent);
  }

  private static void emptyArray(JsonGenerator out) throws IOException {
    out.writeStartArray();
    out.writeEndArray();
  }
}
