package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.ledger.TransferStatus;
import java.io.IOException;

/** Where a transfer stands (FTS's {@code transfer.fts_monitoring_state}). */
record StateMessage(Message message) {

  void write() throws IOException {
    JsonGenerator out = message.out();
    Event event = message.event();
    TransferStatus status = event.status();
    out.writeStringField("vo_name", event.told().share().vo());
    out.writeStringField("source_se", event.told().link().source().value());
    out.writeStringField("dest_se", event.told().link().destination().value());
    out.writeStringField("job_state", event.jobState().name());
    out.writeStringField("file_state", status.state().name());
    out.writeNumberField("retry_counter", status.retries());
    out.writeNumberField("retry_max", Math.max(0, event.header().getRetry()));
    out.writeNumberField("user_filesize", event.told().size());
    out.writeNumberField("timestamp", event.atMs());
    out.writeNumberField("submit_time", event.header().getSubmitMs());
    out.writeStringField("reason", Redaction.error(status.reason()));
    tape(out, event);
  }

  private static void tape(JsonGenerator out, Event event) throws IOException {
    TransferStatus.Tape tape = event.status().tape();
    boolean staging =
        event.header().getBringOnlineS() > 0 || event.header().getCopyPinLifetimeS() > 0;
    out.writeBooleanField("staging", staging);
    out.writeNumberField("staging_start", tape.stagingStart());
    out.writeNumberField("staging_finished", tape.stagingEnd());
    out.writeBooleanField("archiving", event.isArchiving());
    out.writeNumberField("archiving_start", tape.archiveStart());
    out.writeNumberField("archiving_finished", tape.archiveEnd());
  }
}
