package io.tern.orchestrator.api.fts3.job;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.TransferState;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.JsonStream;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.exchange.Refusal;
import io.tern.orchestrator.api.fts3.element.FileFields;
import io.tern.orchestrator.api.identity.Level;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.view.FileQuery;
import io.tern.orchestrator.view.JobReader;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /files}: files whatever their job (docs/fts3-dialect.md, 1.6). */
final class FileReads {
  private static final int MOST = 1_000;

  private final JobReader reader;
  private final Reading reading;

  FileReads(JobReader reader, Reading reading) {
    this.reader = reader;
    this.reading = reading;
  }

  Future<Void> list(Exchange exchange) {
    Optional<FileQuery> query = query(exchange);
    return reading
        .read(() -> JsonStream.write(exchange.request(), 200, out -> write(out, query)))
        .compose(sent -> sent);
  }

  private void write(JsonGenerator out, Optional<FileQuery> query) throws IOException {
    out.writeStartArray();
    query.ifPresent(asked ->
        reader.files(asked, (job, file) -> writeFile(out, new FileFields.FileView(job, file))));
    out.writeEndArray();
  }

  private static void writeFile(JsonGenerator out, FileFields.FileView file) {
    try {
      out.writeStartObject();
      FileFields.FIELDS.writeAll(out, file);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty when it can match nothing. */
  private static Optional<FileQuery> query(Exchange exchange) {
    Level level = exchange.require(Operation.TRANSFER);
    List<String> asked = exchange.queryList("state_in");
    Set<TransferState> states = EnumSet.noneOf(TransferState.class);
    for (TransferState state : TransferState.values()) {
      if (asked.contains(state.name())) {
        states.add(state);
      }
    }
    if (!asked.isEmpty() && states.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FileQuery(
            level == Level.ALL ? exchange.query("vo_name") : Optional.of(exchange.caller().vo()),
            exchange.query("source_se"),
            exchange.query("dest_se"),
            exchange.query("dest_surl"),
            states,
            TimeWindow.since(exchange),
            limit(exchange)));
  }

  private static int limit(Exchange exchange) {
    int limit = exchange.queryInt("limit").orElse(MOST);
    if (limit < 1 || limit > MOST) {
      throw Refusal.badRequest("The limit must be positive and less or equal than " + MOST);
    }
    return limit;
  }
}
