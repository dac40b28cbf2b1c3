package io.tern.orchestrator.api.fts3.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.Archive.ArchivedJob;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.JsonStream;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.FileFields;
import io.tern.orchestrator.api.fts3.element.FileFields.FileView;
import io.tern.orchestrator.api.fts3.element.JobFields;
import io.tern.orchestrator.api.fts3.element.JobFields.JobView;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.lookup.ArchiveLookup;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Jobs out of the archive, with their files. */
final class ArchiveReads {
  private final ArchiveLookup lookup;
  private final Reading reading;

  ArchiveReads(ArchiveLookup lookup, Reading reading) {
    this.lookup = lookup;
    this.reading = reading;
  }

  static Future<Void> links(Exchange exchange) {
    return Answers.json(exchange.request(), 200, ArchiveReads::writeLinks);
  }

  Future<Void> job(Exchange exchange) {
    return answer(exchange, ArchiveReads::writeJob);
  }

  Future<Void> field(Exchange exchange) {
    String name = exchange.variable(1);
    return answer(
        exchange,
        (out, archived) -> {
          if (!JobFields.FIELDS.has(name)) {
            throw Refusal.notFound("No such field");
          }
          JobFields.FIELDS.writeValue(out, new JobView(archived.job()), name);
        });
  }

  @FunctionalInterface
  private interface Writer {
    void write(JsonGenerator out, ArchivedJob archived) throws IOException;
  }

  private Future<Void> answer(Exchange exchange, Writer writer) {
    exchange.require(Operation.TRANSFER);
    return reading
        .read(() -> {
          try (ArchivedJob found = lookup.open(exchange.variable(0), exchange.caller())) {
            return JsonStream.write(exchange.request(), 200, out -> writer.write(out, found));
          }
        })
        .compose(sent -> sent);
  }

  private static void writeJob(JsonGenerator out, ArchivedJob archived) throws IOException {
    StoredJob job = archived.job();
    out.writeStartObject();
    JobFields.FIELDS.writeAll(out, new JobView(job));
    out.writeArrayFieldStart("files");
    try {
      archived.transfers(file -> writeFile(out, job, file));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeFile(JsonGenerator out, StoredJob job, StoredTransfer file) {
    try {
      out.writeStartObject();
      FileFields.ARCHIVED.writeAll(out, new FileView(job, file));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeLinks(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("_links");
    out.writeArrayFieldStart("curies");
    out.writeStartObject();
    out.writeStringField("name", "fts");
    out.writeStringField("href", "https://gitlab.cern.ch/fts/fts3");
    out.writeEndObject();
    out.writeEndArray();
    out.writeObjectFieldStart("fts:archivedJob");
    out.writeStringField("href", "/archive/{id}");
    out.writeStringField("title", "Archived job information");
    out.writeBooleanField("templated", true);
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndObject();
  }
}
