package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.Archive.ArchivedJob;
import io.tern.orchestrator.api.exchange.Exchange;
import io.tern.orchestrator.api.exchange.JsonStream;
import io.tern.orchestrator.api.exchange.Reading;
import io.tern.orchestrator.api.identity.Operation;
import io.tern.orchestrator.api.lookup.ArchiveLookup;
import io.tern.orchestrator.view.StoredTransfer;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code GET /api/v1/archive/jobs/{id}}: a job that retention has removed, with its transfers. */
final class ArchivedJobs {
  private final ArchiveLookup lookup;
  private final Reading reading;

  ArchivedJobs(ArchiveLookup lookup, Reading reading) {
    this.lookup = lookup;
    this.reading = reading;
  }

  Future<Void> show(Exchange exchange) {
    exchange.require(Operation.TRANSFER);
    return reading
        .read(() -> {
          try (ArchivedJob found = lookup.open(exchange.variable(0), exchange.caller())) {
            return JsonStream.write(exchange.request(), 200, out -> write(out, found));
          }
        })
        .compose(sent -> sent);
  }

  /** The transfers are read as they are written: the archive knows no pages. */
  private static void write(JsonGenerator out, ArchivedJob archived) throws IOException {
    out.writeStartObject();
    out.writeFieldName("job");
    JobElement.write(out, archived.job());
    out.writeArrayFieldStart("transfers");
    try {
      archived.transfers(transfer -> write(out, transfer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, StoredTransfer transfer) {
    try {
      TransferElement.write(out, transfer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
