package io.tern.orchestrator.api.fts3.job;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tern.orchestrator.api.exchange.Answers;
import io.tern.orchestrator.api.fts3.element.Fields;
import io.tern.orchestrator.api.fts3.element.FileFields.FileView;
import io.tern.orchestrator.api.fts3.element.JobFields;
import io.tern.orchestrator.api.lookup.Found;
import io.tern.orchestrator.view.JobReader;
import io.tern.orchestrator.view.StoredJob;
import io.tern.orchestrator.view.StoredTransfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Writes jobs as answers hold them; reads the view, so never on an event loop. */
final class JobElements {
  /**
   * Transfers of a job whose text is made in memory; that of a larger one is written as it is read.
   */
  private static final int MOST_RENDERED = 100;

  private final JobReader reader;

  JobElements(JobReader reader) {
    this.reader = reader;
  }

  /** A job with its {@code http_status}, and those keys of its files that are asked for, if any. */
  void writeFound(JsonGenerator out, Found found, Optional<Fields<FileView>> files)
      throws IOException {
    if (!(found instanceof Found.Visible visible)) {
      out.writeStartObject();
      writeAbsent(out, found);
      out.writeEndObject();
    } else if (visible.job().record().getTransfers() > MOST_RENDERED) {
      writeVisible(out, visible.job(), files);
    } else {
      writeRendering(out, visible.job(), files);
    }
  }

  private void writeRendering(JsonGenerator out, StoredJob job, Optional<Fields<FileView>> files)
      throws IOException {
    String form = files.map(Fields::names).orElse("no files");
    byte[] json =
        reader.rendering(job, form, () -> Answers.bytes(o -> writeVisible(o, job, files)));
    Answers.writeRaw(out, json);
  }

  private void writeVisible(JsonGenerator out, StoredJob job, Optional<Fields<FileView>> files)
      throws IOException {
    out.writeStartObject();
    JobFields.FIELDS.writeAll(out, view(job));
    out.writeStringField("http_status", "200 Ok");
    if (files.isPresent()) {
      out.writeFieldName("files");
      writeFiles(out, job, files.get());
    }
    out.writeEndObject();
  }

  /** A job after something was asked to be done to it. */
  void writeDone(JsonGenerator out, Done done) throws IOException {
    out.writeStartObject();
    if (done.found() instanceof Found.Visible visible) {
      JobFields.FIELDS.writeAll(out, view(visible.job()));
      out.writeStringField("http_status", done.httpStatus());
      out.writeFieldName("http_message");
      Fields.textOrNull(out, done.httpMessage());
    } else {
      writeAbsent(out, done.found());
    }
    out.writeEndObject();
  }

  void writeJob(JsonGenerator out, StoredJob job, Fields<JobFields.JobView> keys)
      throws IOException {
    out.writeStartObject();
    keys.writeAll(out, view(job));
    out.writeEndObject();
  }

  void writeField(JsonGenerator out, StoredJob job, String name) throws IOException {
    JobFields.FIELDS.writeValue(out, view(job), name);
  }

  /** All files. */
  void writeFiles(JsonGenerator out, StoredJob job, Fields<FileView> keys) throws IOException {
    out.writeStartArray();
    eachFile(
        job,
        file -> {
          out.writeStartObject();
          keys.writeAll(out, file);
          out.writeEndObject();
        });
    out.writeEndArray();
  }

  private static void writeAbsent(JsonGenerator out, Found found) throws IOException {
    out.writeStringField("job_id", found.id());
    out.writeStringField("http_status", found.status() == 403 ? "403 Forbidden" : "404 Not Found");
    out.writeStringField("http_message", found.message());
  }

  /** Where replicas competed, the source is that of the winner. */
  private JobFields.JobView view(StoredJob job) {
    int winner = job.record().getWinner();
    Optional<StoredTransfer> won =
        winner == 0
            ? Optional.empty()
            : reader.transfer(job, job.record().getFirstTransfer() + winner - 1);
    return won.map(transfer -> new JobFields.JobView(job, transfer.sourceStorage()))
        .orElseGet(() -> new JobFields.JobView(job));
  }

  @FunctionalInterface
  private interface FileWriter {
    void write(FileView file) throws IOException;
  }

  private void eachFile(StoredJob job, FileWriter writer) throws IOException {
    try {
      reader.transfers(job, transfer -> unchecked(writer, new FileView(job, transfer)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void unchecked(FileWriter writer, FileView file) {
    try {
      writer.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
