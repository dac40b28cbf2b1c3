package io.tern.orchestrator.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.job.Link;
import java.io.IOException;

/** Writes what messages have in common, and has the rest of each written by its kind. */
record Message(JsonGenerator out, Event event, Urls urls) {
  /** Of the schema; it grows when a field changes its meaning, not when one is added. */
  private static final int VERSION = 1;

  void write(EventKind kind, String endpoint) throws IOException {
    out.writeNumberField("version", VERSION);
    out.writeStringField("kind", kind.word());
    out.writeStringField("endpnt", endpoint);
    out.writeStringField("job_id", event.told().job().toString());
    out.writeNumberField("file_id", event.told().transfer());
    out.writeStringField("src_url", urls.source());
    out.writeStringField("dst_url", urls.destination());
    out.writeStringField("user_dn", event.user());
    switch (kind) {
      case START -> start();
      case COMPLETE -> new CompleteMessage(this).write();
      case STATE -> new StateMessage(this).write();
    }
    out.writeFieldName("job_metadata");
    FileMetadata.write(out, event.header().getMetadata(), null);
    out.writeFieldName("file_metadata");
    FileMetadata.write(out, event.file().getMetadata(), event.status().inTheWay());
  }

  private void start() throws IOException {
    out.writeStringField("transfer_id", event.transferId());
    out.writeNumberField("timestamp", event.atMs());
    out.writeStringField("vo", event.told().share().vo());
    hosts();
    out.writeBooleanField("is_archiving", event.isArchiving());
  }

  void hosts() throws IOException {
    Link link = event.told().link();
    out.writeStringField("src_hostname", link.source().host());
    out.writeStringField("dst_hostname", link.destination().host());
    out.writeStringField("t_channel", link.source() + "__" + link.destination());
    out.writeStringField("srm_space_token_src", event.header().getSourceSpaceToken());
    out.writeStringField("srm_space_token_dst", event.header().getDestinationSpaceToken());
  }
}
