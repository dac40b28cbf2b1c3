package io.tern.orchestrator.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.journal.wire.FileText;
import io.tern.orchestrator.journal.wire.TransferRecord;
import io.tern.orchestrator.view.StoredTransfer;
import java.io.IOException;

/** A transfer as the native API shows it. */
final class TransferElement {
  private TransferElement() {}

  static void write(JsonGenerator out, StoredTransfer transfer) throws IOException {
    TransferRecord record = transfer.record();
    FileText text = transfer.text();
    out.writeStartObject();
    out.writeNumberField("id", transfer.id());
    out.writeNumberField("index", transfer.index());
    out.writeNumberField("fileIndex", transfer.fileIndex());
    out.writeStringField("state", record.getState().name());
    out.writeStringField("source", text.getSourceUrl());
    out.writeStringField("destination", text.getDestinationUrl());
    out.writeNumberField("size", record.getSize() > 0 ? record.getSize() : transfer.size());
    JobElement.text(
        out,
        "checksum",
        record.getChecksum().isEmpty() ? text.getChecksum() : record.getChecksum());
    out.writeStringField("activity", transfer.activity());
    out.writeNumberField("attempt", record.getAttempt());
    JobElement.text(out, "agent", record.getAgent());
    JobElement.text(out, "reason", record.getReason());
    JobElement.time(out, "since", record.getSinceMs());
    JobElement.time(out, "started", record.getStartMs());
    JobElement.time(out, "finished", record.getFinishMs());
    JobElement.time(out, "retryAt", record.getRetryAtMs());
    JobElement.json(out, "metadata", text.getMetadata());
    out.writeEndObject();
  }
}
